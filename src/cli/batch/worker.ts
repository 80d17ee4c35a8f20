import { bundledHead, engineFrom } from '../engine';
import { addFieldFiles, checkFormats } from '../field-files';
import { isInputFault } from '../input-error';
import { InputFiles } from '../input-files';
import { jobSummary, provenanceOf } from '../job-summary';
import { HeadShelf, loadJob } from '../load-job';
import { MemoryFiles } from '../output-set';
import { JobRunner } from '../run-job';
import { withVolume } from '../solve';
import type { FromWorker, ToWorker, WorkerSetup } from './messages';
import type { PlannedJob } from './plan';
import { ResultStore } from './store';

/** One worker of a batch: an engine of its own, jobs one after another, results straight into the store. */
class BatchWorker {
  private readonly heads: HeadShelf;
  private readonly store: ResultStore;

  constructor(
    private readonly setup: WorkerSetup,
    private readonly runner: JobRunner,
  ) {
    this.heads = new HeadShelf(() => bundledHead(setup.resolution));
    this.store = new ResultStore(setup.out);
  }

  async run({ id, directory, job, inputs, hash }: PlannedJob): Promise<FromWorker> {
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1e3;
    try {
      const { formats, settings, version } = this.setup;
      const wanted = new Set(formats);
      const loaded = await loadJob(job, new InputFiles(directory), this.heads);
      checkFormats(wanted, loaded.points);
      const load = seconds();
      const result = await this.runner.run(loaded, withVolume(settings, wanted));
      const summary = { hash, ...jobSummary(result, inputs, version, { load, total: seconds() }) };
      const files = new MemoryFiles();
      addFieldFiles(wanted, result, provenanceOf(summary), files);
      await this.store.keep(id, summary, files.list);
      return { kind: 'done', id, prepareSeconds: summary.seconds.prepare, seconds: seconds() };
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      const message = isInputFault(error) ? what : `the solver failed: ${what}`;
      await this.store.keepFault(id, hash, message.replaceAll(/\s+/g, ' '));
      return { kind: 'failed', id, error: message };
    }
  }
}

/** Serves the process that started this one, until it goes away. */
export function serveBatch(corePath: string): Promise<void> {
  const send = (message: FromWorker): void => {
    process.send?.(message);
  };
  let worker: BatchWorker | null = null;
  return new Promise((resolve) => {
    process.on('disconnect', () => {
      resolve();
      process.exit();
    });
    process.on('message', (message: ToWorker) => {
      if (message.kind === 'setup') {
        void engineFrom(corePath, message.threads).then((engine) => {
          worker = new BatchWorker(message, new JobRunner(engine, () => {}));
          send({ kind: 'ready' });
        });
      } else void worker?.run(message.job).then(send);
    });
  });
}
