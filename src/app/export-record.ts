import { version } from '../../package.json';
import type { Provenance } from '../formats/field-map';
import type { NamedFile } from '../formats/field-map-files';
import { headRecord } from '../formats/head-record';
import { scalarMesh } from '../measures/scalar-mesh';
import { summarise } from '../measures/summary';
import { triangleCount } from '../model/surface';
import { coilOrDefault } from './coil-library';
import type { ExportChoice } from './export-choice';
import type { Snapshot } from './export-snapshot';
import { onSurface } from './field-store';
import { type MethodsFacts, methodsText } from './methods-text';
import { scenarioTitle } from './scenario-title';
import { TDCS_MAX_EDGE_MM } from './solve-loop';
import { SOLVE_TOLERANCE } from './solve-tolerance';

/** What the methods paragraph states of a result. */
export function factsOf(snapshot: Snapshot, choice: ExportChoice, error: MethodsFacts['error']): MethodsFacts {
  const { head, plan, frame, report, pose, scale } = snapshot;
  const coil = coilOrDefault(plan.coilId);
  const chosen = head.fieldSurfaces.filter(({ id }) => choice.surfaces[id]);
  return {
    version,
    head,
    triangles: head.layers.reduce((sum, layer) => sum + triangleCount(layer.surface), 0),
    source:
      plan.source === 'tms'
        ? {
            kind: 'tms',
            title: `${coil.title}${plan.sham ? ', on its edge as a sham' : ''}`,
            coilSource: coil.source ?? coil.title,
            pose: pose ?? [],
            didtAPerUs: plan.didtAPerUs,
            site: plan.siteName,
          }
        : { kind: 'tdcs', electrodes: plan.montage, padRadiusMm: plan.padRadiusMm },
    maxEdgeMm: plan.source === 'tdcs' ? TDCS_MAX_EDGE_MM : null,
    iterations: report.iterations,
    residual: report.residual,
    error,
    surfaces: chosen.map(({ id, surface }) => {
      const s = summarise(scalarMesh(surface), onSurface(frame.surfaces, id).magnitude);
      const title = id === 'cortex' ? 'cortex' : 'white matter surface';
      return { title, p999: s.p999 * scale, areaHalfMm2: s.areaHalfMm2, areaMm2: s.totalMm2 };
    }),
    volume:
      choice.volume === 'none'
        ? null
        : choice.volume === 'mri'
          ? 'the voxels of the image (1 mm)'
          : `voxels of ${choice.spacingMm} mm`,
  };
}

/** Where a result comes from: goes into every file. */
export function provenanceOf({ head, plan, source, report, pose }: Snapshot, facts: MethodsFacts): Provenance {
  return {
    software: `coilscope ${version}`,
    head: headRecord(head),
    source:
      source.kind === 'tms'
        ? { kind: 'tms', coil: plan.coilId, title: scenarioTitle(plan), pose, didt_a_per_s: plan.didtAPerUs * 1e6 }
        : {
            kind: 'tdcs',
            title: scenarioTitle(plan),
            ...(source.kind === 'tdcs' && { electrodes: source.electrodes }),
          },
    solver: { tolerance: SOLVE_TOLERANCE, iterations: report.iterations, residual: report.residual },
    null_field_error: facts.error,
    units: { position: head.fromMni ? 'mm, RAS of the head itself' : 'mm, RAS, MNI', E: 'V/m', area: 'mm2' },
  };
}

/** What goes with the data: sidecar, methods, description of the folder. */
export function paperFiles(
  stem: string,
  data: readonly NamedFile[],
  facts: MethodsFacts,
  provenance: Provenance,
): NamedFile[] {
  const generatedBy = [{ Name: 'coilscope', Version: version, Description: 'boundary element field solver' }];
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  const sidecar = {
    Description: 'Electric field of brain stimulation: total field E, its magnitude and normal component',
    SpatialReference: /_space-([A-Za-z0-9]+)_/.exec(stem)?.[1] ?? '',
    Units: 'V/m',
    GeneratedBy: generatedBy,
    Files: data.map((file) => file.name),
    Provenance: provenance,
  };
  const description = {
    Name: `Coilscope: ${stem}`,
    BIDSVersion: '1.9.0',
    DatasetType: 'derivative',
    GeneratedBy: generatedBy,
  };
  return [
    { name: `${stem}_efield.json`, content: json(sidecar) },
    { name: 'methods.txt', content: methodsText(facts) },
    { name: 'dataset_description.json', content: json(description) },
  ];
}
