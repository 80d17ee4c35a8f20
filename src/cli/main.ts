import { readFile } from 'node:fs/promises';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { builtinCoilIds } from '../model/coils/catalogue';
import type { Vec3 } from '../model/vec3';
import { REFERENCE_TARGET_ID, TARGETS } from '../targeting/targets';
import { bundledHead, engineFrom } from './engine';
import { exportCoil, exportHead, SURFACE_FORMATS } from './export';
import { FORMATS, type Format } from './field-files';
import { checkHead, headCheckText } from './head-check';
import { isInputFault } from './input-error';
import { OutputSet } from './output-set';
import { POSE_FORMATS, placementText, placeOnHead } from './place';
import { progressReporter } from './progress';
import { DEFAULT_MAX_EDGE_MM, solveJob } from './solve';
import { findTarget, TARGET_METHODS, targetText } from './target';

const BAD_INPUT = 2;

export interface CliParts {
  corePath: string;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(Number.isFinite(value) && value > 0)) throw new InvalidArgumentError('it must be a number greater than 0.');
  return value;
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('it must be a number.');
  return value;
}

/** `x,y,z` in mm. */
function pointMm(text: string): Vec3 {
  const [x, y, z, ...rest] = text.split(',').map((word) => (word.trim() === '' ? Number.NaN : Number(word)));
  if (rest.length > 0 || ![x, y, z].every(Number.isFinite)) throw new InvalidArgumentError('give x,y,z in mm.');
  return [x, y, z];
}

/** `--format gii --format vtp` and `--format gii,vtp` alike. */
function addFormats(text: string, sofar = new Set<Format>()): Set<Format> {
  for (const word of text.split(',')) {
    const format = FORMATS.find((known) => known === word);
    if (!format) throw new InvalidArgumentError(`choose from ${FORMATS.join(', ')}.`);
    sofar.add(format);
  }
  return sofar;
}

const version = async (): Promise<string> => {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
};

interface SolveFlags {
  out: string;
  format?: Set<Format>;
  resolution: 'full' | 'light';
  tolerance?: number;
  maxEdge?: number;
  nullCheck: boolean;
  quiet?: boolean;
  json?: boolean;
}

const SOLVE_HELP = `
JOB.json:
  head     "colin27", or {"layers": [{"name", "surface", "inside"}, ...], "unit": "mm" or "m"}: closed nested surfaces
           (PLY, STL, OBJ, GIFTI, FreeSurfer, Gmsh as file.msh#TAG), outermost first, "inside" in S/m
  tms      {"coil", "pose", "didt"}: a built-in coil, a .ccd or .tcd file, {"dipoles": ...} or {"polylines": ...};
           "pose" 16 numbers, row-major 4x4, coil mm -> head mm (default: identity); "didt" in A/s (default: 1e6)
  tdcs     {"electrodes": [{"at": "F3" or [x, y, z], "current_mA", "shape"}, ...]}: "shape" is "point", {"disc_mm": r}
           or {"rect_mm": [w, h]}; the currents sum to 0
  primary  {"uniform_v_per_m": [x, y, z]}: a test source whose field in the head must vanish
  points   "cortex", "white", or a CSV file with the header x,y,z (mm)
Exactly one of tms, tdcs and primary. File names are relative to the job's file. Unknown keys are errors.

Writes field.csv (x,y,z,Ex,Ey,Ez; mm, V/m), summary.json and each --format into DIR. Exit status: 0 done, 2 bad input.`;

function solveCommand(parts: CliParts): Command {
  return new Command('solve')
    .description('compute the E-field of a coil or of electrodes in a layered head')
    .argument('<job>', 'the job, a JSON file')
    .requiredOption('--out <dir>', 'where the results go')
    .option('--format <list>', `further files: ${FORMATS.join(', ')} (nii: 2 mm volumes of the brain)`, addFormats)
    .addOption(new Option('--resolution <which>', 'of the head colin27').choices(['full', 'light']).default('full'))
    .option('--tolerance <residual>', 'relative residual at which the solver stops (default: 1e-5)', positiveNumber)
    .option(
      '--max-edge <mm>',
      `subdivide layers with a longer mean edge (default: ${DEFAULT_MAX_EDGE_MM}; finer is more accurate, and slower)`,
      positiveNumber,
    )
    .option('--no-null-check', 'skip the second solve that measures the error with a uniform field')
    .option('--quiet', 'no progress on stderr')
    .option('--json', 'print the summary on stdout')
    .addHelpText('after', SOLVE_HELP)
    .action(async (job: string, flags: SolveFlags) => {
      const progress = progressReporter(process.stderr);
      const settings = {
        out: flags.out,
        formats: flags.format ?? new Set<Format>(),
        tolerance: flags.tolerance,
        maxEdgeMm: flags.maxEdge,
        nullCheck: flags.nullCheck,
      };
      try {
        const summary = await solveJob(job, settings, {
          engine: () => engineFrom(parts.corePath),
          bundledHead: () => bundledHead(flags.resolution),
          version: await version(),
          onProgress: (p, label) => {
            if (!flags.quiet) progress.report(p, label);
          },
        });
        if (flags.json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
      } finally {
        progress.end();
      }
    });
}

interface TargetFlags {
  nasionInion?: number;
  tragus?: number;
  circumference?: number;
  method: string;
  side: 'left' | 'right';
  name?: string;
  target?: string;
  point?: Vec3;
  region?: string;
  hotspot?: Vec3;
  reference?: string;
  json?: boolean;
}

function targetCommand(): Command {
  return new Command('target')
    .description('from tape measures, a name or a target to the scalp site')
    .option('--nasion-inion <cm>', 'nasion to inion over the vertex', positiveNumber)
    .option('--tragus <cm>', 'tragus to tragus over the vertex', positiveNumber)
    .option('--circumference <cm>', 'round the head at the level of Fpz and Oz', positiveNumber)
    .option('--method <name>', TARGET_METHODS.join(', '), 'beam-f3')
    .addOption(new Option('--side <side>', 'of methods that serve both').choices(['left', 'right']).default('left'))
    .option('--name <position>', '10-10 name, of the method ten-ten')
    .option('--target <id>', TARGETS.map((t) => t.id).join(', '))
    .option('--point <x,y,z>', 'MNI mm, of the method point', pointMm)
    .option('--region <name>', 'AAL name such as Frontal_Mid_L, of the method region')
    .option('--hotspot <x,y,z>', 'scalp point of the motor hotspot, MNI mm (default: over the hand area)', pointMm)
    .option('--reference <id>', `the target distances are given to (default: ${REFERENCE_TARGET_ID})`)
    .option('--json', 'x_cm, y_cm, the site on the head and what they came from, as JSON')
    .action(async (flags: TargetFlags) => {
      const measures = {
        nasionInionCm: flags.nasionInion,
        tragusTragusCm: flags.tragus,
        circumferenceCm: flags.circumference,
      };
      const answer = findTarget({ ...flags, methodId: flags.method, measures }, await bundledHead('full'));
      process.stdout.write(flags.json ? `${JSON.stringify(answer, null, 2)}\n` : targetText(answer));
    });
}

interface PlaceFlags {
  at: string;
  coil: string;
  angle?: number;
  gap: number;
  format: (typeof POSE_FORMATS)[number];
  json?: boolean;
}

function placeCommand(): Command {
  return new Command('place')
    .description('seat a coil on the head colin27: tangent to the scalp, its casing clear of it')
    .requiredOption('--at <site>', '10-10 name, id of a target, or x,y,z in mm (the scalp nearest to it)')
    .option('--coil <id>', builtinCoilIds.join(', '), 'figure8-70')
    .option(
      '--angle <degrees>',
      'of +y to forward, positive to the right (default: handle back and lateral, 45)',
      number,
    )
    .option('--gap <mm>', 'between casing and scalp (hair)', positiveNumber, 4)
    .addOption(new Option('--format <which>', 'of the pose').choices(POSE_FORMATS).default('text'))
    .option('--json', 'the same as --format json')
    .action(async (flags: PlaceFlags) => {
      const request = { at: flags.at, coil: flags.coil, angleDeg: flags.angle, gapMm: flags.gap };
      const placement = placeOnHead(request, await bundledHead('full'));
      process.stdout.write(placementText(placement, flags.json ? 'json' : flags.format));
    });
}

function exportCommand(): Command {
  const head = new Command('head')
    .description('the layers of colin27 as surface files, with a head.json for jobs')
    .requiredOption('--out <dir>', 'where the files go')
    .addOption(new Option('--format <which>', 'of the surfaces').choices(SURFACE_FORMATS).default('ply'))
    .addOption(new Option('--resolution <which>', 'of the head').choices(['full', 'light']).default('full'))
    .action(async (flags: { out: string; format: string; resolution: 'full' | 'light' }) => {
      const out = new OutputSet(flags.out);
      exportHead(await bundledHead(flags.resolution), flags.format, out);
      await out.commit();
    });
  const coil = new Command('coil')
    .description('a built-in coil as a SimNIBS .tcd file, and its casing as .stl')
    .argument('<id>', builtinCoilIds.join(', '))
    .requiredOption('--out <dir>', 'where the files go')
    .action(async (id: string, flags: { out: string }) => {
      const out = new OutputSet(flags.out);
      exportCoil(id, out);
      await out.commit();
    });
  return new Command('export')
    .description('the bundled head or a built-in coil as files')
    .addCommand(head)
    .addCommand(coil);
}

function headCommand(report: (status: number) => void): Command {
  const check = new Command('check')
    .description('say what keeps surfaces from being a head; exit status 2 if anything does')
    .argument('<files...>', 'surfaces, outermost first (file.msh#TAG for a part of a Gmsh mesh)')
    .addOption(new Option('--unit <unit>', 'of the files').choices(['mm', 'm']).default('mm'))
    .option('--json', 'as JSON')
    .action(async (files: string[], flags: { unit: 'mm' | 'm'; json?: boolean }) => {
      const result = await checkHead(files, flags.unit);
      process.stdout.write(flags.json ? `${JSON.stringify(result, null, 2)}\n` : headCheckText(result));
      if (result.faults.length > 0) report(BAD_INPUT);
    });
  return new Command('head').description("work with a user's own head").addCommand(check);
}

/** Runs the command line and returns the exit status: 0 done, 2 bad input (one line on stderr), 1 anything else. */
export async function runCli(args: readonly string[], parts: CliParts): Promise<number> {
  let status = 0;
  const program = new Command('coilscope')
    .description('The E-field of TMS coils and tDCS electrodes in a layered head, and scalp sites from tape measures.')
    .version(await version())
    .addCommand(solveCommand(parts))
    .addCommand(targetCommand())
    .addCommand(placeCommand())
    .addCommand(exportCommand())
    .addCommand(
      headCommand((s) => {
        status = s;
      }),
    );
  const throwing = (command: Command): void => {
    command.exitOverride().showSuggestionAfterError(false);
    command.commands.forEach(throwing);
  };
  throwing(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    // Commander has printed its own line, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_INPUT;
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message.replaceAll(/\s+/g, ' ')}\n`);
    return isInputFault(error) ? BAD_INPUT : 1;
  }
}
