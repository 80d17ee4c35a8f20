import fc from 'fast-check';
import type { NamedPose } from '../../src/formats/named-pose';
import { poseFromAxes } from '../../src/model/pose';
import type { Surface } from '../../src/model/surface';
import { cross, normalize, type Vec3 } from '../../src/model/vec3';

const coordinate = fc.float({ min: -500, max: 500, noNaN: true, noDefaultInfinity: true }).map((v) => v + 0);

/** Any triangles over 3 to 40 vertices that are all used and all different: what every surface format can hold. */
export const surfaces: fc.Arbitrary<Surface> = fc
  .uniqueArray(fc.tuple(coordinate, coordinate, coordinate), { minLength: 3, maxLength: 40, selector: (p) => p.join() })
  .chain((vertices) => {
    const n = vertices.length;
    const index = fc.nat({ max: n - 1 });
    return fc.array(fc.tuple(index, index, index), { maxLength: 40 }).map((extra) => {
      const fan = vertices.slice(2).map((_, i) => [0, i + 1, i + 2]);
      return {
        positionsMm: Float32Array.from(vertices.flat()),
        triangles: Uint32Array.from([...fan, ...extra].flat()),
      };
    });
  });

const component = fc.double({ min: -1, max: 1, noNaN: true });

/** Rigid poses with names that any file can hold. */
export const namedPoses: fc.Arbitrary<NamedPose> = fc
  .record({
    name: fc.stringMatching(/^[A-Za-z][\w <>&"'.-]{0,20}[\w]$/),
    z: fc.tuple(component, component, component).filter((v) => Math.hypot(...v) > 0.1),
    centre: fc.tuple(coordinate, coordinate, coordinate),
  })
  .map(({ name, z, centre }) => {
    const axis = normalize(z);
    const side: Vec3 = Math.abs(axis[0]) < 0.8 ? [1, 0, 0] : [0, 1, 0];
    return { name, pose: poseFromAxes(normalize(cross(axis, side)), axis, centre) };
  });
