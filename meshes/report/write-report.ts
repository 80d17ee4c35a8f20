import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportPage } from './page';
import { PICTURES, type PictureName, reportPictures } from './pictures';
import { writePng } from './png';
import { qualityOf, readHeadFiles } from './quality';

/**
 * Measures the head whose files lie in `folder` and leaves report.json, report.html and head-*.png in `out`. Gives the bounds that
 * are missed, in words.
 */
export async function writeReport(folder: string, out: string, log: (line: string) => void): Promise<string[]> {
  const files = await readHeadFiles(folder);
  const quality = qualityOf(files, log);
  log('drawing ...');
  const pictures = reportPictures(files);
  const pngs = Object.fromEntries(PICTURES.map((name) => [name, writePng(pictures[name])])) as Record<
    PictureName,
    Uint8Array
  >;
  mkdirSync(out, { recursive: true });
  for (const name of PICTURES) writeFileSync(join(out, `head-${name}.png`), pngs[name]);
  writeFileSync(join(out, 'report.json'), `${JSON.stringify(quality, null, 2)}\n`);
  writeFileSync(join(out, 'report.html'), reportPage(quality, pngs));
  return quality.faults;
}
