/** What has been published about how far a way of finding a site misses. */
export interface MethodError {
  method: 'beam-f3' | 'motor-rule' | 'ten-ten' | 'cap' | 'navigated' | 'scalp-heuristic';
  /** In words, with what was compared. */
  finding: string;
  /** Millimetres where the finding is a distance; `atMost` gives a share of cases within a distance. */
  mm?: number;
  sdMm?: number;
  atMost?: readonly { share: number; mm: number }[];
  source: string;
}

const METHOD_ERRORS: readonly MethodError[] = [
  {
    method: 'beam-f3',
    finding: 'distance from the navigated target (−38, 44, 26) in 100 MRIs',
    atMost: [
      { share: 0.5, mm: 6.5 },
      { share: 0.75, mm: 9.9 },
      { share: 0.95, mm: 13.6 },
    ],
    source: 'Mir-Moghtadaei et al. 2015, abstract',
  },
  {
    method: 'beam-f3',
    finding: 'more reliable than the 5.5 cm rule between technicians (p = 0.0005) and within one (p = 0.0035)',
    source: 'Trapp et al. 2020',
  },
  {
    method: 'motor-rule',
    finding: 'the 5 cm rule misses the DLPFC in more than a third of patients',
    source: 'Mir-Moghtadaei et al. 2015, abstract',
  },
  {
    method: 'motor-rule',
    finding: 'the Beam F3 site lies anterolateral of the 5.5 cm site by',
    mm: 26,
    sdMm: 10,
    source: 'Trapp et al. 2020',
  },
  {
    method: 'motor-rule',
    finding: 'rules in fixed centimetres vary more than rules that follow the size of the head',
    source: 'Cardenas et al. 2022',
  },
  {
    method: 'ten-ten',
    finding: 'error of F3 found by continuous proportional coordinates, ten printed heads, target (−42, 44, 30)',
    mm: 4.2,
    source: '2025 study, Beijing, abstract',
  },
  {
    method: 'cap',
    finding: 'error of repositioning a coil by a cap',
    mm: 10.66,
    source: 'Caulfield et al. 2022',
  },
  {
    method: 'navigated',
    finding: 'error of repositioning a coil by navigation',
    mm: 0.3,
    source: 'Caulfield et al. 2022',
  },
];

export const errorsOf = (method: MethodError['method']): MethodError[] =>
  METHOD_ERRORS.filter((e) => e.method === method);
