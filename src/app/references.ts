/** A publication that a methods paragraph rests on; every entry was checked against its published record. */
export interface Reference {
  text: string;
  doi: string;
}

export const COLIN27: Reference = {
  text: 'Holmes CJ, Hoge R, Collins L, Woods R, Toga AW, Evans AC (1998). Enhancement of MR images using registration for signal averaging. J Comput Assist Tomogr 22(2), 324–333.',
  doi: '10.1097/00004728-199803000-00032',
};

export const CONDUCTIVITIES: Reference = {
  text: 'Wagner TA, Zahn M, Grodzinsky AJ, Pascual-Leone A (2004). Three-dimensional head model simulation of transcranial magnetic stimulation. IEEE Trans Biomed Eng 51(9), 1586–1598.',
  doi: '10.1109/TBME.2004.827925',
};

export const CHARGE_BEM: Reference = {
  text: 'Makarov SN, Noetscher GM, Raij T, Nummenmaa A (2018). A quasi-static boundary element approach with fast multipole acceleration for high-resolution bioelectromagnetic models. IEEE Trans Biomed Eng 65(12), 2675–2683.',
  doi: '10.1109/TBME.2018.2813261',
};

export const MULTIPOLES: Reference = {
  text: 'Epton MA, Dembart B (1995). Multipole translation theory for the three-dimensional Laplace and Helmholtz equations. SIAM J Sci Comput 16, 865–897.',
  doi: '10.1137/0916051',
};

export const GMRES: Reference = {
  text: 'Saad Y, Schultz MH (1986). GMRES: a generalized minimal residual algorithm for solving nonsymmetric linear systems. SIAM J Sci Stat Comput 7(3), 856–869.',
  doi: '10.1137/0907058',
};

/** Where the built-in coils come from; their `source` names them by DOI. */
export const COILS: readonly Reference[] = [
  {
    text: 'Deng ZD, Lisanby SH, Peterchev AV (2013). Electric field depth–focality tradeoff in transcranial magnetic stimulation: simulation comparison of 50 coil designs. Brain Stimul 6(1), 1–13.',
    doi: '10.1016/j.brs.2012.02.005',
  },
  {
    text: 'Drakaki M, Mathiesen C, Siebner HR, Madsen KH, Thielscher A (2022). Database of 25 validated coil models for electric field simulations for TMS. Brain Stimul 15(3), 697–706.',
    doi: '10.1016/j.brs.2022.04.017',
  },
];

export const citation = ({ text, doi }: Reference): string => `${text} https://doi.org/${doi}`;
