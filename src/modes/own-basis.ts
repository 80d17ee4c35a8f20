/** What the live basis of a user's own head is made of. It is solved in the browser, so there is less of it than of the bundled one. */

import type { FieldEngine, PrepareOptions, Source } from '../engine/protocol';
import type { LiveBasis } from '../formats/live-basis';
import type { Head, Layer } from '../model/head';
import { refineTo } from '../model/subdivide';
import { triangleCount } from '../model/surface';
import { assembleBasis } from './assemble-basis';
import { dipoleShell, type ShellDipole, shellSources } from './dipole-shell';
import { type ElectrodeLead, electrodeLeads, LEAD_MAX_EDGE_MM, leadSources } from './electrode-leads';

/** How near the coils' sources may come to each other, mm. */
const SPACING_MM = 20;
/** A residual that leaves the solutions some 3e-4 from converged ones; at 3e-4 it is 1e-3, for a tenth of the time. */
const TOLERANCE = 1e-4;
/** Sources solved at once, which share what is read of the near field; also what a pause may cost. */
const AT_ONCE = 4;
const SIGNATURE_PER_SOURCE = 2;
/** What an electrode's solution takes beside a coil's by the triangle: more iterations, and the pads' own field. */
const LEAD_WORK = 1.4;

/** Solutions on the same prepared head. They are numbered through all studies of a plan. */
export interface OwnStudy {
  kind: 'coils' | 'electrodes';
  first: number;
  sources: Source[];
  prepare: PrepareOptions;
  /** What a solution takes beside one for a coil. */
  cost: number;
}

export interface OwnBasisPlan {
  shell: ShellDipole[];
  leads: ElectrodeLead[];
  /** Coils before electrodes: they are live as soon as theirs are solved. */
  studies: OwnStudy[];
}

/** All that is to be solved for a head; nothing for electrodes where it has no landmarks. */
export function planOwnBasis(head: Head, spacingMm = SPACING_MM): OwnBasisPlan {
  const shell = dipoleShell(head, spacingMm);
  const leads = electrodeLeads(head);
  const coils: OwnStudy = { kind: 'coils', first: 0, sources: shellSources(shell), prepare: {}, cost: 1 };
  if (leads.length === 0) return { shell, leads, studies: [coils] };
  const refined = head.layers.map((layer) => ({ ...layer, surface: refineTo(layer.surface, LEAD_MAX_EDGE_MM) }));
  const electrodes: OwnStudy = {
    kind: 'electrodes',
    first: shell.length,
    sources: leadSources(head, leads),
    prepare: { maxEdgeMm: LEAD_MAX_EDGE_MM },
    cost: (LEAD_WORK * trianglesOf(refined)) / trianglesOf(head.layers),
  };
  return { shell, leads, studies: [coils, electrodes] };
}

const trianglesOf = (layers: readonly Layer[]): number =>
  layers.reduce((sum, { surface }) => sum + triangleCount(surface), 0);

/**
 * Solves for those sources of a study that are asked for, by their numbers in the plan, a few at a time; `keep` gets E at the points
 * of each field surface.
 */
export async function solveOwnStudy(
  engine: FieldEngine,
  head: Head,
  { first, sources, prepare }: OwnStudy,
  numbers: readonly number[],
  keep: (number: number, eVPerM: Float32Array[]) => Promise<void>,
): Promise<void> {
  await engine.prepare(head.layers, undefined, undefined, prepare);
  const pointsMm = head.fieldSurfaces.map((s) => s.pointsMm);
  for (let done = 0; done < numbers.length; done += AT_ONCE) {
    const block = numbers.slice(done, done + AT_ONCE);
    const asked = block.map((number) => ({ source: sources[number - first], pointsMm }));
    const solutions = await engine.solveAll(asked, { tolerance: TOLERANCE });
    for (const [k, number] of block.entries()) await keep(number, solutions[k].eVPerM);
  }
}

/** The basis from the solutions by number: of the coils alone as long as those of the electrodes are not all there. */
export function assembleOwnBasis(head: Head, { shell, leads }: OwnBasisPlan, fields: Float32Array[]): LiveBasis {
  const ofLeads = fields.slice(shell.length);
  return assembleBasis(
    head,
    { sources: shell, fields: fields.slice(0, shell.length) },
    leads.length > 0 && ofLeads.length === leads.length ? { sources: leads, fields: ofLeads } : null,
    SIGNATURE_PER_SOURCE,
  );
}
