import { bundledHead } from '../../src/cli/engine';
import { testEngine } from '../../test/helpers/engine';
import { coilOverF3 } from './coil-over-f3';

/** A whole solve on both heads, with one thread and with two. */
export async function headSolve(): Promise<void> {
  console.log(
    '\n| bundled head | threads | set-up, s | primary, s | GMRES, s | iterations | evaluation, s | solve in all, s | memory, MiB |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|');
  for (const [resolution, threads] of [
    ['light', 1],
    ['light', 2],
    ['full', 1],
    ['full', 2],
  ] as const) {
    const engine = await testEngine(threads - 1);
    const { layers, fieldSurfaces } = await bundledHead(resolution);
    const prepared = await engine.prepare(layers);
    const points = fieldSurfaces.map((s) => s.pointsMm);
    const source = coilOverF3();
    await engine.solve(source, points, { tolerance: 1e-4 });
    const { report } = await engine.solve(source, points, { tolerance: 1e-4 });
    const { primary, solve, evaluate } = report.seconds;
    const name = `${resolution}, ${prepared.triangles.toLocaleString('en')} triangles`;
    const seconds = [primary, solve].map((s) => s.toFixed(2));
    console.log(
      `| ${name} | ${report.threads} | ${prepared.seconds.toFixed(1)} | ${seconds.join(' | ')} | ${report.iterations} | ` +
        `${evaluate.toFixed(2)} | ${(primary + solve + evaluate).toFixed(1)} | ${(report.bytes / 2 ** 20).toFixed(0)} |`,
    );
  }
}
