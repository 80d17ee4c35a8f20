/** Depth and spread of one coil as published, for the trade-off plot. */
export interface PublishedCoil {
  /** Number in the published list. */
  number: string;
  title: string;
  shape: 'figure-8' | 'circular' | 'other';
  halfDepthMm: number;
  halfSpreadMm2: number;
}

/** Where the figures come from. */
export const DENG_SOURCE = 'Deng et al. 2013, 50 coils on a sphere of 85 mm with a brain of 70 mm, as printed there';

/**
 * Eleven of the fifty coils of Deng et al. 2013: d1/2 printed in cm, S1/2 in cm2. The Neuronetics row is printed with a
 * second value in brackets (13.3 mm, 1290 mm2), which is not used here.
 */
export const DENG_COILS: readonly PublishedCoil[] = [
  { number: '31', title: 'Magstim 70 mm figure-8', shape: 'figure-8', halfDepthMm: 14.1, halfSpreadMm2: 1480 },
  { number: '30', title: 'MagVenture MC-B70', shape: 'figure-8', halfDepthMm: 13.5, halfSpreadMm2: 1390 },
  { number: '29', title: 'MagVenture C-B60', shape: 'figure-8', halfDepthMm: 13.3, halfSpreadMm2: 1290 },
  { number: '25', title: 'Magstim 25 mm figure-8', shape: 'figure-8', halfDepthMm: 9.6, halfSpreadMm2: 646 },
  { number: '21', title: 'Three-layer double', shape: 'figure-8', halfDepthMm: 8.7, halfSpreadMm2: 507 },
  { number: '34', title: 'Neuronetics iron core', shape: 'figure-8', halfDepthMm: 14.9, halfSpreadMm2: 1730 },
  { number: '36', title: 'MagVenture Twin, 100 degrees', shape: 'figure-8', halfDepthMm: 24.9, halfSpreadMm2: 7830 },
  {
    number: '37',
    title: 'Magstim double cone, 100 degrees',
    shape: 'figure-8',
    halfDepthMm: 19.8,
    halfSpreadMm2: 3400,
  },
  { number: '4', title: 'Magstim 70 mm circular', shape: 'circular', halfDepthMm: 14.4, halfSpreadMm2: 6600 },
  { number: '5', title: 'Magstim 90 mm circular', shape: 'circular', halfDepthMm: 17.4, halfSpreadMm2: 8740 },
  { number: '9', title: 'H1', shape: 'other', halfDepthMm: 21.4, halfSpreadMm2: 11_300 },
];

/** The ranges over all fifty coils, as the abstract gives them. */
export const DENG_RANGES = {
  circular: { halfDepthMm: [10, 35], smallestSpreadMm2: 3400 },
  'figure-8': { halfDepthMm: [9, 34], smallestSpreadMm2: 500 },
} as const;
