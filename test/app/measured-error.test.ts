import { expect, test } from 'vitest';
import { serveExport } from '../../src/app/export-engine';
import { fieldStore } from '../../src/app/field-store';
import { measureError } from '../../src/app/measured-error';
import { bundledHead } from './bundled';

test('the measuring of the solver’s error gives way to a coil that is moved', async () => {
  let given: AbortSignal | undefined;
  serveExport({
    solve: (_source, _points, _options, _onProgress, signal) =>
      new Promise((_, fail) => {
        given = signal;
        signal?.addEventListener('abort', () => fail(signal.reason));
      }),
  });
  const measured = measureError(await bundledHead());
  expect(given?.aborted).toBe(false);
  fieldStore.setState({ phase: { kind: 'live' } });
  expect(given?.aborted).toBe(true);
  await measured;
});
