// biome-ignore lint/performance/noBarrelFile: the module's exports are named in its entry
export { fillLeaf, leafMultipoles, leafNormalField } from './boundary';
export { evaluateLeaf } from './evaluate';
export { triangleRows } from './expansion';
export { frameField } from './frame';
export { irregular, regular } from './harmonics';
export { fillGridSlab, sampleNormalFlux } from './magnetic';
export { heapBase } from './memory';
export { carryField, denseProduct, modesProduct, scatterField } from './modes';
export { chargeField, chargeFlux, dipoleField, segmentField } from './primary';
export { spread } from './spread';
export { translate } from './translate';
export { axpy, dot, halfMinusProduct, multiplyTo, projectOut, scaleTo } from './vector';
