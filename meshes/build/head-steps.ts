import { coveringPoints } from '../../src/model/mesh/covering-points';
import { decimate } from '../../src/model/mesh/decimate';
import type { Obstacle } from '../../src/model/mesh/guarded-mesh';
import type { Surface } from '../../src/model/surface';
import { BRAIN_CHOICES, pialField, type TissueField, ventricles, whiteField } from './brain-fields';
import { everyNth, HEAD_GRID, readHeadImages } from './head-images';
import { marchingTetrahedra } from './marching-tetrahedra';
import type { HeadSurfaces } from './pack';
import { innerSkullField, outerSkullField, SKULL_CHOICES, scalpField, skinField } from './skull-fields';
import { fieldCodec, type Step, type StepCache, surfaceCodec } from './step-cache';
import { asBall } from './topology';
import type { Volume } from './volume';

export interface HeadInputs {
  ch2: Step<Volume<Uint8Array>>;
  ch2better: Step<Volume<Uint8Array>>;
  aal: Step<Volume<Uint8Array>>;
}

type Log = (line: string) => void;
type Resolution = 'full' | 'light';

/** Triangles of the full head; pial and white are lighter in the light one. */
const TRIANGLES = { scalp: 8000, outer_skull: 5000, inner_skull: 5000, pial: 60_000, white: 52_000 };
const LIGHT_TRIANGLES = 20_000;
/** Smallest distances the decimation keeps to the layer beside, mm. */
const CLEARANCE_MM = { bone: 1.8, dura: 0.8, cortex: 0.6, lightCortex: 0.5 };

/** From images to the surfaces of both resolutions; nothing is computed before it is asked for. */
export function headSteps(cache: StepCache, inputs: HeadInputs, log: Log): Record<Resolution, Step<HeadSurfaces>> {
  const fields = fieldSteps(cache, inputs, log);
  const contour = (name: string, field: Step<Float32Array>, coarser: number): Step<Surface> =>
    cache.keep(`${name} contour`, [2, coarser], [field], surfaceCodec, () => contourOf(field.value(), coarser));
  const finePial = contour('pial', fields.pial, 1);
  const reduce = (
    name: string,
    surface: Step<Surface>,
    targetTriangles: number,
    beside: [Step<Surface>, number][],
  ): Step<Surface> => {
    const parameters = [3, targetTriangles, beside.map(([, clearance]) => clearance)];
    const layers = beside.map(([layer]) => layer);
    return cache.keep(name, parameters, [surface, ...layers], surfaceCodec, () =>
      decimate(surface.value(), {
        targetTriangles,
        cellMm: targetTriangles < 10_000 ? 4 : 2,
        obstacles: beside.map(
          ([layer, clearanceMm]): Obstacle => ({
            // A contour's own vertices are dense enough.
            pointsMm: coveringPoints(layer.value(), layer === finePial ? Infinity : clearanceMm),
            clearanceMm,
          }),
        ),
        smoothingRounds: 4,
        onProgress: (line) => log(`${name}: ${line}`),
      }),
    );
  };
  const { bone, dura, cortex, lightCortex } = CLEARANCE_MM;
  const inner = reduce('inner skull', contour('inner skull', fields.inner, 2), TRIANGLES.inner_skull, [
    [finePial, dura],
  ]);
  const outer = reduce('outer skull', contour('outer skull', fields.outer, 2), TRIANGLES.outer_skull, [[inner, bone]]);
  const scalp = reduce('scalp', contour('scalp', fields.scalp, 2), TRIANGLES.scalp, [[outer, bone]]);
  const white = reduce('white', contour('white', fields.white, 1), TRIANGLES.white, [[finePial, cortex]]);
  const pial = reduce('pial', finePial, TRIANGLES.pial, [
    [white, cortex],
    [inner, cortex],
  ]);
  const lightWhite = reduce('light white', white, LIGHT_TRIANGLES, [[pial, lightCortex]]);
  const lightPial = reduce('light pial', pial, LIGHT_TRIANGLES, [
    [lightWhite, lightCortex],
    [inner, lightCortex],
  ]);
  const head = (name: Resolution, pialStep: Step<Surface>, whiteStep: Step<Surface>): Step<HeadSurfaces> =>
    cache.derive(`${name} head`, [scalp, outer, inner, pialStep, whiteStep], () => ({
      scalp: scalp.value(),
      outer_skull: outer.value(),
      inner_skull: inner.value(),
      pial: pialStep.value(),
      white: whiteStep.value(),
    }));
  return { full: head('full', pial, white), light: head('light', lightPial, lightWhite) };
}

type FieldName = 'white' | 'pial' | 'inner' | 'outer' | 'scalp';

function fieldSteps(cache: StepCache, inputs: HeadInputs, log: Log): Record<FieldName, Step<Float32Array>> {
  const { ch2, ch2better, aal } = inputs;
  const images = cache.derive('images', [ch2, ch2better, aal], () =>
    readHeadImages(ch2.value(), ch2better.value(), aal.value()),
  );
  const ventricle = cache.derive('ventricles', [images], () => ventricles(images.value()));
  const tissue = (name: string, depends: Step<unknown>[], compute: () => TissueField): Step<Float32Array> =>
    cache.keep(`${name} field`, [2, BRAIN_CHOICES], depends, fieldCodec, () => {
      const { distance, filledVoxels } = compute();
      log(`${name}: ${filledVoxels} voxels filled to make it a ball`);
      return distance;
    });
  const shell = (name: string, depends: Step<unknown>[], compute: () => Float32Array): Step<Float32Array> =>
    cache.keep(`${name} field`, [2, SKULL_CHOICES], depends, fieldCodec, compute);

  const white = tissue('white', [images], () => whiteField(images.value(), ventricle.value()));
  const pial = tissue('pial', [images, white], () => pialField(images.value(), ventricle.value(), white.value()));
  const inner = shell('inner skull', [pial], () => innerSkullField(pial.value()));
  const skin = shell('skin', [images], () => skinField(images.value().t1));
  const outer = shell('outer skull', [images, inner, skin], () =>
    outerSkullField(images.value().t1, inner.value(), skin.value()),
  );
  const scalp = shell('scalp', [skin, outer], () => scalpField(skin.value(), outer.value()));
  return { white, pial, inner, outer, scalp };
}

/** The surface of a signed distance, on a grid `coarser` times wider where the shape has no fine detail. */
function contourOf(distance: Float32Array, coarser: number): Surface {
  if (coarser === 1) return marchingTetrahedra(distance, HEAD_GRID);
  const { values, grid } = everyNth(distance, HEAD_GRID, coarser);
  return marchingTetrahedra(asBall(values, grid.dims).field, grid);
}
