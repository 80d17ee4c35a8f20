import { basename, dirname } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { builtinCoilIds } from '../model/coils/catalogue';
import type { GoalComponent } from '../model/field-goal';
import type { Head } from '../model/head';
import { DEFAULT_GRID, type SearchGrid } from '../targeting/placement-search';
import { BEAM_F3_ERROR, PLACEMENT_ERRORS, type PlacementError } from '../targeting/placement-spread';
import { sayDoubts } from './doubts';
import { bundledHead } from './engine';
import { findPlacement, foundText, mapCsv } from './find-placement';
import { degrees, notEmpty, positiveNumber } from './flags';
import { InputError } from './input-error';
import { OutputSet } from './output-set';
import { POSE_FORMATS, placementText, placeOnHead } from './place';
import { lineReporter } from './progress';

interface PlaceFlags {
  at?: string;
  maximize?: string;
  component: GoalComponent;
  avoid?: string;
  radius: number;
  map?: string;
  coil: string;
  angle?: number;
  span: number;
  grid: SearchGrid;
  missedBy: PlacementError;
  gap: number;
  format: (typeof POSE_FORMATS)[number];
  quiet?: boolean;
  json?: boolean;
}

function component(text: string): GoalComponent {
  if (text === 'magnitude' || text === 'normal') return text;
  const [x, y, z, ...more] = text.split(',').map(Number);
  if (more.length > 0 || ![x, y, z].every(Number.isFinite) || Math.hypot(x, y, z) === 0) {
    throw new InvalidArgumentError('choose magnitude, normal or a direction x,y,z.');
  }
  return [x, y, z];
}

function grid(text: string): SearchGrid {
  const [siteStepMm, angleStepDeg, ...more] = text.split(',').map(Number);
  if (more.length > 0 || !(siteStepMm >= 1 && angleStepDeg >= 1)) {
    throw new InvalidArgumentError('give mm,degrees such as 4,5, each 1 or more.');
  }
  return { siteStepMm, angleStepDeg };
}

function placementError(text: string): PlacementError {
  const known = PLACEMENT_ERRORS.find(({ id }) => id === text);
  if (known) return known.error;
  const [positionSdMm, turnSdDeg, tiltSdDeg, ...more] = text.split(',').map(Number);
  if (more.length > 0 || ![positionSdMm, turnSdDeg, tiltSdDeg].every((sd) => sd >= 0)) {
    throw new InvalidArgumentError(
      `choose ${PLACEMENT_ERRORS.map(({ id }) => id).join(', ')} or mm,degrees,degrees of place, turn and tilt.`,
    );
  }
  return { positionSdMm, turnSdDeg, tiltSdDeg };
}

const HELP = `
With --maximize every site and turn near the target is tried by the live field (tens of thousands of poses) and the best
refined, the casing kept off the head; the answer says what the usual pose gives, what 5 and 10 mm or 10 and 20 degrees
cost, and how the field at the target spreads when the place is missed: as Beam F3 is measured to miss (beam-f3), or by
standard deviations of place along the scalp, turn and tilt. A finer --grid checks that nothing was passed over.

A point far outside the head or deep in it is placed all the same, and said so on stderr: "check: ...".

Examples:
  coilscope place --at F3
  coilscope place --maximize dlpfc-sgacc --coil figure8-70
  coilscope place --maximize region:Precentral_L --component normal --map map.csv
  coilscope place --maximize m1-hand --avoid region:Frontal_Mid_L --angle 45 --span 30 --missed-by 3,5,2`;

export function placeCommand({ corePath }: { corePath: string }): Command {
  return new Command('place')
    .description('seat a coil on the head colin27: at a site, or where a target gets the most')
    .option('--at <site>', '10-10 name, id of a target, or x,y,z in mm (the scalp nearest to it)')
    .option('--maximize <target>', 'find the pose that gives the most there: as --at, or region:<AAL name>')
    .option('--component <which>', 'of E that counts: magnitude, normal or x,y,z', component, 'magnitude' as const)
    .option('--avoid <target>', 'take off what |E| is there')
    .option('--radius <mm>', 'of scalp round the target that is searched', positiveNumber, 60)
    .option('--span <degrees>', 'turns tried either way from --angle; 180 for all', positiveNumber, 180)
    .addOption(
      new Option('--grid <mm,degrees>', 'between sites and between turns').argParser(grid).default(DEFAULT_GRID, '4,5'),
    )
    .addOption(
      new Option('--missed-by <error>', `${PLACEMENT_ERRORS.map(({ id }) => id).join(', ')} or mm,deg,deg`)
        .argParser(placementError)
        .default(BEAM_F3_ERROR, 'beam-f3'),
    )
    .option('--map <file>', 'write the best value at every site as CSV', notEmpty)
    .option('--coil <id>', builtinCoilIds.join(', '), 'figure8-70')
    .option(
      '--angle <degrees>',
      'of +y to forward, positive to the right (default: handle back and lateral, 45)',
      degrees,
    )
    .option('--gap <mm>', 'between casing and scalp (hair)', positiveNumber, 4)
    .addOption(new Option('--format <which>', 'with --at: of the pose').choices(POSE_FORMATS).default('text'))
    .option('--quiet', 'the 16 numbers of the pose on one line, as a batch table takes them')
    .option('--json', 'the answer as JSON')
    .addHelpText('after', HELP)
    .action(async (flags: PlaceFlags) => {
      if ((flags.at === undefined) === (flags.maximize === undefined)) {
        throw new InputError('place: give either --at or --maximize');
      }
      const head = await bundledHead('full');
      if (flags.maximize !== undefined) {
        await maximize(flags, flags.maximize, head, corePath);
        return;
      }
      const request = { at: flags.at ?? '', coil: flags.coil, angleDeg: flags.angle, gapMm: flags.gap };
      const placement = placeOnHead(request, head);
      sayDoubts(placement.doubts);
      if (flags.quiet && !flags.json) process.stdout.write(`${placement.pose.join(' ')}\n`);
      else process.stdout.write(placementText(placement, flags.json ? 'json' : flags.format));
    });
}

async function maximize(flags: PlaceFlags, target: string, head: Head, corePath: string): Promise<void> {
  const line = lineReporter(process.stderr);
  const request = {
    target,
    component: flags.component,
    avoid: flags.avoid,
    coil: flags.coil,
    gapMm: flags.gap,
    radiusMm: flags.radius,
    angleDeg: flags.angle,
    spanDeg: flags.span,
    grid: flags.grid,
    error: flags.missedBy,
  };
  const onProgress = (share: number): void => {
    if (!flags.quiet) line.show('searching', share);
  };
  const out = flags.map === undefined ? null : new OutputSet(dirname(flags.map), `--map ${flags.map}`);
  await out?.check();
  const { found, map } = await findPlacement(request, head, corePath, onProgress).finally(line.end);
  if (out && flags.map !== undefined) {
    out.add(basename(flags.map), mapCsv(map));
    await out.commit();
  }
  sayDoubts(found.doubts);
  if (flags.json) process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else process.stdout.write(flags.quiet ? `${found.pose.join(' ')}\n` : foundText(found));
}
