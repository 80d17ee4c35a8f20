import { Command, InvalidArgumentError, Option } from 'commander';
import { type BatchReport, runBatch } from './batch/run';
import type { CliParts } from './cli-parts';
import { allCores } from './engine';
import { count, runSettings, type SolverFlags, withSolverFlags } from './flags';
import { InputError } from './input-error';
import { batchLine, lineReporter } from './progress';

/** Some jobs failed, the others are done. */
const SOME_FAILED = 3;
/** Stopped by a signal; the same command goes on where it stopped. */
const INTERRUPTED = 130;

const HELP = `
JOBS is a table, a directory or a job:
  jobs.csv      a row a job. The column "job" names a job file (or give --base for all rows); the column "id" names the
                job's directory in the results (default: job-1, job-2, ...); every other column is the place of a job's
                JSON that the row changes: tms.pose (16 numbers), tms.coil, tms.didt, conductivities.skull,
                tdcs.electrodes.0.at, points, head ... An empty cell changes nothing. A column #anything is a note that
                only goes on to the table.
  DIR           every *.json in it is a job
  job.json      with --poses FILE: the job at every pose of a Brainsight, Localite, SofTaxic or 4x4 text file

Each job's summary.json and --format files go to DIR/<id>/; DIR/results.csv and DIR/results.npz hold a row a job: what
varied, percentiles, areas, error, timings. A job is done when its summary carries the hash of everything it depends on
(job, files, program, settings): done jobs are skipped, so a killed run is resumed by the same command. A job that fails
does not stop the others and is listed at the end; the next run tries it again. A head's operator is set up once in each
worker for all jobs on that head, whatever their conductivities.

Several machines: --shard 3/8 does the third of eight blocks; --collect puts one table together when all are done.
examples/ holds a Snakemake workflow and a Slurm array.

Exit status: 0 all done, 3 some jobs failed or (with --collect) are missing, 2 bad input, 130 interrupted, 1 anything else.

Examples:
  coilscope batch placements.csv --base job.json --out results --threads 8
  coilscope batch job.json --poses session.txt --out results --format gii`;

interface BatchFlags extends SolverFlags {
  base?: string;
  poses?: string;
  shard?: { index: number; of: number };
  collect?: boolean;
}

function shard(text: string): { index: number; of: number } {
  const [, index, of] = (/^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []).map(Number);
  if (!(index >= 1 && index <= of)) throw new InvalidArgumentError('it must be such as 3/8: part 3 of 8.');
  return { index, of };
}

/** The end of a batch in words. */
function reportText(report: BatchReport, out: string): string {
  const { jobs, solved, skipped, failed, doubtful, missing, seconds, jobsPerSecond, prepared, workers } = report;
  const rate =
    jobsPerSecond === null
      ? ''
      : ` in ${seconds.toFixed(1)} s (${jobsPerSecond.toPrecision(3)} a second, ${workers} ${workers === 1 ? 'worker' : 'workers'}; operators set up ${prepared.times} times, ${prepared.seconds.toFixed(1)} s)`;
  return [
    `${jobs} jobs: ${solved} solved${rate}, ${skipped} done before, ${failed.length} failed, ${missing.length} missing`,
    ...failed.map(({ id, error }) => `failed: ${id}: ${error}`),
    ...(doubtful.length > 0
      ? [`check: ${doubtful.length} of them, such as ${doubtful[0]}, ask for a second look: column doubts`]
      : []),
    ...(report.interrupted ? ['interrupted: run the same command again to go on'] : []),
    `${report.tables.map((name) => `${out}/${name}`).join(', ')}`,
    '',
  ].join('\n');
}

const statusOf = ({ interrupted, failed, missing }: BatchReport): number => {
  if (interrupted) return INTERRUPTED;
  return failed.length + missing.length > 0 ? SOME_FAILED : 0;
};

export function batchCommand(parts: CliParts, report: (status: number) => void): Command {
  const command = new Command('batch')
    .description('many poses, coils, conductivities or heads; skips what is done, resumes what was killed')
    .argument('<jobs>', 'a .csv table, a directory of jobs, or a job with --poses')
    .option('--base <job>', 'the job that the rows of a table change')
    .option('--poses <file>', 'the poses at which to run one job')
    .addOption(
      new Option('--threads <n>', 'workers, each a process with its own engine')
        .argParser(count)
        .default(allCores(), 'one a core'),
    )
    .option('--shard <i/n>', 'only part i of n', shard)
    .option('--collect', 'solve nothing, make the table of what is done');
  return withSolverFlags(command)
    .addHelpText('after', HELP)
    .action(async (jobs: string, flags: BatchFlags) => {
      if (flags.base !== undefined && flags.poses !== undefined) throw new InputError('--base and --poses: give one');
      const line = lineReporter(process.stderr);
      const stop = new AbortController();
      const onSignal = (): void => stop.abort();
      process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
      try {
        const settings = {
          ...(await runSettings(flags)),
          out: flags.out,
          formats: flags.format ?? new Set<never>(),
          resolution: flags.resolution,
          workers: flags.threads,
          shard: flags.shard,
          collect: flags.collect,
        };
        const result = await runBatch({ jobs, base: flags.base, poses: flags.poses }, settings, {
          ...parts,
          signal: stop.signal,
          onProgress: (progress) => {
            if (!flags.quiet) line.show(...batchLine(progress));
          },
        });
        line.end();
        if (flags.json) process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
        if (!flags.quiet || result.failed.length > 0) process.stderr.write(reportText(result, flags.out));
        report(statusOf(result));
      } finally {
        line.end();
        process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
      }
    });
}
