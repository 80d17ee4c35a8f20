import type { Source } from '../engine/protocol';
import { fieldMap, type Provenance } from '../formats/field-map';
import { fieldMapFiles, type NamedFile } from '../formats/field-map-files';
import { writeNifti } from '../formats/nifti-write';
import { magnitudes } from '../measures/scalar-mesh';
import { brainGrid, fillGrid, spacedFrame } from '../model/brain-grid';
import { cutPoints, joinFloats } from '../model/point-blocks';
import { EXPORT_FORMATS, type ExportChoice, MRI_FRAME, mapName, stemOf } from './export-choice';
import { factsOf, paperFiles, provenanceOf } from './export-record';
import type { Snapshot } from './export-snapshot';
import { onSurface } from './field-store';
import { scenarioName } from './scenario-title';
import { solverError } from './solver-error';

/** Points of a volume in one request to the engine. */
const BLOCK = 100_000;

/** What the making of files needs from the one who asked for them. */
export interface ExportWork {
  /** E (V/m) of `source` at the points, set after set. */
  solve(source: Source, points: Float32Array[], what: string): Promise<Float32Array[]>;
  /** Says what is done now and lets the page draw. Throws when the export was stopped. */
  step(what: string): Promise<void>;
}

/** All files of an export. */
export async function exportFiles(snapshot: Snapshot, choice: ExportChoice, work: ExportWork): Promise<NamedFile[]> {
  const { head, frame, plan } = snapshot;
  const stem = stemOf(head, scenarioName(plan));
  const error = choice.check ? await solverError(head, work.solve) : null;
  const facts = factsOf(snapshot, choice, error);
  const provenance = provenanceOf(snapshot, facts);
  const files: NamedFile[] = [];
  if (choice.volume !== 'none') files.push(...(await volumeFiles(snapshot, choice, stem, provenance, work)));
  for (const surface of head.fieldSurfaces) {
    if (!choice.surfaces[surface.id]) continue;
    const e = onSurface(frame.surfaces, surface.id).e.map((value) => value * snapshot.scale);
    const map = { ...fieldMap(surface.pointsMm, e, surface, provenance), name: mapName(stem, surface.id) };
    for (const { id, title } of EXPORT_FORMATS) {
      if (!choice.formats[id]) continue;
      await work.step(`writing ${title}`);
      files.push(...fieldMapFiles(map, id));
    }
  }
  return [...files, ...paperFiles(stem, files, facts, provenance)];
}

async function volumeFiles(
  { head, source, scale }: Snapshot,
  choice: ExportChoice,
  stem: string,
  provenance: Provenance,
  work: ExportWork,
): Promise<NamedFile[]> {
  await work.step('finding the voxels of the brain');
  const grid = brainGrid(head.layers, choice.volume === 'mri' ? MRI_FRAME : spacedFrame(head.layers, choice.spacingMm));
  const fields = await work.solve(source, cutPoints(grid.pointsMm, BLOCK), 'solving in the brain');
  const e = joinFloats(fields).map((value) => value * scale);
  const comment = JSON.stringify(provenance);
  const files: NamedFile[] = [];
  for (const [name, components, values, unit] of [
    ['E', 3, e, 'E, V/m, RAS'],
    ['magnE', 1, magnitudes(e), '|E|, V/m'],
  ] as const) {
    await work.step(`writing ${name}.nii.gz`);
    const volume = { ...grid, components, values: fillGrid(grid, values, components), comment };
    files.push({
      name: `${stem}_${name}.nii.gz`,
      content: writeNifti({ ...volume, description: `coilscope ${unit}` }),
    });
  }
  return files;
}
