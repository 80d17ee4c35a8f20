/**
 * Twins of the core's kernels without SIMD: the same arithmetic for one target, row or point at a time. What four lanes are
 * measured against (bench/speed/lanes.ts), and an oracle for them (test/engine/scalar-twins.test.ts).
 */

// biome-ignore lint/performance/noBarrelFile: the module's exports are named in its entry
export { modesProduct } from './modes';
export { fillLeaf } from './near';
export { chargeField, chargeFlux, segmentField } from './primary';
export { leafNormalField, translate } from './product';
