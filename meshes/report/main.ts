/**
 * Measures a built head and draws it:
 *
 *   npm run head:report -- [FOLDER] [OUT]
 *
 * FOLDER has head.json and the files it names (meshes/colin27); OUT gets report.json, report.html and its pictures
 * (.cache/head/report). The exit code is 1 where a bound is missed. `npm run head:build` ends with the same.
 */
import { join } from 'node:path';
import { writeReport } from './write-report';

const folder = process.argv[2] ?? join(import.meta.dirname, '../colin27');
const out = process.argv[3] ?? join(import.meta.dirname, '../../.cache/head/report');
const faults = await writeReport(folder, out, (line) => console.log(line));
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? `${out}: within all bounds` : `${out}: ${faults.length} bounds missed`);
process.exitCode = faults.length === 0 ? 0 : 1;
