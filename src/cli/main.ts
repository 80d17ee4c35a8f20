import { Command, CommanderError, Option } from 'commander';
import type { Detail } from '../formats/prepare-head';
import { LENGTH_UNITS, type LengthUnit } from '../formats/read-surface';
import type { Vec3 } from '../model/vec3';
import { REFERENCE_TARGET_ID, TARGETS } from '../targeting/targets';
import { serveBatch } from './batch/worker';
import type { CliParts } from './cli-parts';
import { batchCommand } from './command-batch';
import { exportCommand } from './command-export';
import { placeCommand } from './command-place';
import { solveCommand } from './command-solve';
import { bundledHead, packageVersion } from './engine';
import { exportHead } from './export';
import { notEmpty, pointMm, positiveNumber } from './flags';
import { headCheck, headCheckText, headOfLayers, readHeadFiles } from './head-check';
import { InputError, isInputFault } from './input-error';
import { OutputSet } from './output-set';
import { lineReporter } from './progress';
import { findTarget, TARGET_METHODS, targetText } from './target';

const BAD_INPUT = 2;

interface TargetFlags {
  nasionInion?: number;
  tragus?: number;
  circumference?: number;
  method: string;
  side?: 'left' | 'right';
  name?: string;
  target?: string;
  point?: Vec3;
  region?: string;
  hotspot?: Vec3;
  reference?: string;
  quiet?: boolean;
  json?: boolean;
}

const TARGET_HELP = `
Of the methods on the head's circumference the three tape measures are asked for, and the answer is X and Y in cm as a tape
is laid, then the site on colin27 and what lies under it; measures out of the usual range are warned of, not refused.

Examples:
  coilscope target --nasion-inion 36 --tragus 36 --circumference 56
  coilscope target --method ten-ten --name FC3 --json
  coilscope target --method target --target dlpfc-sgacc`;

function targetCommand(): Command {
  return new Command('target')
    .description('from tape measures, a name or a target to the scalp site')
    .option('--nasion-inion <cm>', 'nasion to inion over the vertex', positiveNumber)
    .option('--tragus <cm>', 'tragus to tragus over the vertex', positiveNumber)
    .option('--circumference <cm>', 'round the head at the level of Fpz and Oz', positiveNumber)
    .option('--method <name>', TARGET_METHODS.join(', '), 'beam-f3')
    .addOption(new Option('--side <side>', 'of methods that serve both (default: left)').choices(['left', 'right']))
    .option('--name <position>', '10-10 name, of the method ten-ten')
    .option('--target <id>', TARGETS.map((t) => t.id).join(', '))
    .option('--point <x,y,z>', 'MNI mm, of the method point', pointMm)
    .option('--region <name>', 'AAL name such as Frontal_Mid_L, of the method region')
    .option('--hotspot <x,y,z>', 'scalp point of the motor hotspot, MNI mm (default: over the hand area)', pointMm)
    .option('--reference <id>', `the target distances are given to (default: ${REFERENCE_TARGET_ID})`)
    .option('--quiet', 'the first line alone')
    .option('--json', 'x_cm, y_cm, the site on the head and what they came from, as JSON')
    .addHelpText('after', TARGET_HELP)
    .action(async (flags: TargetFlags) => {
      const measures = {
        nasionInionCm: flags.nasionInion,
        tragusTragusCm: flags.tragus,
        circumferenceCm: flags.circumference,
      };
      const { method: methodId, side = 'left' } = flags;
      const answer = findTarget({ ...flags, side, methodId, measures }, await bundledHead('full'));
      if (flags.side !== undefined && answer.side !== flags.side) {
        throw new InputError(`--side ${flags.side}: ${methodId} has a side of its own; choose a method for that side`);
      }
      const text = targetText(answer);
      const [first] = text.split('\n', 1);
      if (flags.json) process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
      else process.stdout.write(flags.quiet ? `${first}\n` : text);
    });
}

interface HeadFlags {
  unit: LengthUnit;
  repair?: boolean;
  detail: Detail;
  out?: string;
  quiet?: boolean;
  json?: boolean;
}

const CHECK_HELP = `
Every surface must be closed, without holes, handles or crossings, and lie inside the one before it. The answer names each
fault with its place and says what to do; sizes, edges and distances of what is right follow.

Example:
  coilscope head check scalp.stl skull.stl csf.stl grey.stl white.stl --unit mm`;

function headCommand(report: (status: number) => void): Command {
  const check = new Command('check')
    .description('say what keeps surfaces from being a head; exit status 2 if anything does')
    .argument('<files...>', 'surfaces, outermost first; of a Gmsh mesh all of them, or one as file.msh#TAG')
    .addOption(new Option('--unit <unit>', 'of the files').choices(LENGTH_UNITS).default('mm'))
    .option('--repair', 'mend what can be mended safely: vertices, orientation, order, small holes and pieces')
    .addOption(
      new Option('--detail <which>', 'triangles: as given, or as many as the bundled head has')
        .choices(['given', 'full', 'light'])
        .default('given'),
    )
    .option('--out <dir>', 'write the layers (PLY, mm) and a head.json for jobs there, if they are sound', notEmpty)
    .option('--quiet', 'the faults alone')
    .option('--json', 'as JSON')
    .addHelpText('after', CHECK_HELP)
    .action(async (files: string[], flags: HeadFlags) => {
      const line = lineReporter(process.stderr);
      const onProgress =
        flags.quiet || !process.stderr.isTTY ? undefined : (what: string, share: number) => line.show(what, share);
      const prepared = await readHeadFiles(files, flags.unit, { ...flags, onProgress }).finally(line.end);
      const result = headCheck(prepared);
      if (flags.out !== undefined && result.faults.length === 0) {
        const out = new OutputSet(flags.out);
        exportHead(headOfLayers(prepared), 'ply', out);
        await out.commit();
      }
      if (flags.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
      else process.stdout.write(flags.quiet ? result.faults.map((f) => `${f}\n`).join('') : headCheckText(result));
      if (result.faults.length > 0) report(BAD_INPUT);
    });
  return new Command('head').description("work with a user's own head").addCommand(check);
}

const HELP = `
Every command has --help, --json (the answer as JSON on stdout) and --quiet. Progress and errors go to stderr: a bar on a
terminal, lines elsewhere. Exit status: 0 done, 2 bad input (one line that says what and where), 1 anything else; batch
adds 3 (some jobs failed) and 130 (interrupted).

Examples:
  coilscope target --nasion-inion 36 --tragus 36 --circumference 56
  coilscope place --at F3 --quiet
  coilscope solve job.json --out results --format gii
  coilscope batch jobs.csv --base job.json --out results --threads 8
The job file: coilscope solve --help. The same functions for programs: import { solve } from 'coilscope'.`;

/** A reader that has gone (`coilscope ... | head -1`) takes no more; what is being done goes on, and ends as it would. */
function outliveReaders(...streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/**
 * Runs the command line and returns the exit status: 0 done, 2 bad input (one line on stderr), 1 anything else; `batch`
 * has two of its own.
 */
export async function runCli(args: readonly string[], given: Omit<CliParts, 'version'>): Promise<number> {
  outliveReaders(process.stdout, process.stderr);
  let status = 0;
  const parts: CliParts = { ...given, version: await packageVersion() };
  const report = (s: number): void => {
    status = s;
  };
  const program = new Command('coilscope')
    .description('The E-field of TMS coils and tDCS electrodes in a layered head, and scalp sites from tape measures.')
    .version(parts.version)
    .addCommand(solveCommand(parts))
    .addCommand(batchCommand(parts, report))
    .addCommand(targetCommand())
    .addCommand(placeCommand(parts))
    .addCommand(exportCommand())
    .addCommand(headCommand(report))
    .addCommand(
      new Command('batch-worker').description('serves a batch').action(() => serveBatch(parts.corePath)),
      { hidden: true },
    );
  program.addHelpText('after', HELP);
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
