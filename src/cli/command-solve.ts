import { Command, Option } from 'commander';
import type { CliParts } from './cli-parts';
import { sayDoubts } from './doubts';
import { allCores, bundledHead, engineFrom } from './engine';
import type { Format } from './field-files';
import { count, runSettings, type SolverFlags, withSolverFlags } from './flags';
import { progressReporter } from './progress';
import { solveJob } from './solve';

const HELP = `
JOB.json:
  head     "colin27", or {"layers": [{"name", "surface", "inside"}, ...], "unit": "mm" or "m"}: closed nested surfaces
           (PLY, STL, OBJ, GIFTI, VTK, FreeSurfer, Gmsh as file.msh#TAG), outermost first, "inside" in S/m
  conductivities  {"skull": 0.008, ...}: other values for some layers, S/m (optional)
  tms      {"coil", "pose", "didt"}: a built-in coil, a .ccd, .tcd or A-field .nii.gz file, {"dipoles": ...} or
           {"polylines": ...}; "pose" 16 numbers, row-major 4x4, coil mm -> head mm (default: identity); "didt" in A/s
           (default: 1e6)
  tdcs     {"electrodes": [{"at": "F3" or [x, y, z], "current_mA", "shape"}, ...]}: "shape" is "point", {"disc_mm": r}
           or {"rect_mm": [w, h]}; the currents sum to 0
  primary  {"uniform_v_per_m": [x, y, z]}: a test source whose field in the head must vanish
  quantities  ["J", "B"]: beside E the current density (A/m2) and the coil's flux density for 1 A in its winding (T/A), in
           every format; as CSV and NPY in files of their own, field-J.csv, field-B.csv (optional)
  points   "cortex", "white", or a CSV file with the header x,y,z (mm)
Exactly one of tms, tdcs and primary. File names are relative to the job's file. Unknown keys are errors.
Schema: docs/job.schema.json. Many jobs: coilscope batch.

Writes field.csv (x,y,z,Ex,Ey,Ez; mm, V/m), summary.json and each --format into DIR: E, |E|, on a field surface the
normal component and the area of each vertex, with what they came from (head, coil, pose, conductivities, solver, error).
Nothing stands under its final name before all is written. What asks for a second look (a coil whose winding lies inside the head, an
electrode given far from the scalp, pads that overlap, a cortex without grey matter, a solve that ended above its tolerance) is said
on stderr, "check: ...", and in the summary.

Exit status: 0 done, 2 bad input (one line on stderr), 1 anything else.

Example:
  coilscope solve job.json --out results --format gii,nii --spacing 1`;

export function solveCommand(parts: CliParts): Command {
  const command = new Command('solve')
    .description('compute the E-field of a coil or of electrodes in a layered head')
    .argument('<job>', 'the job, a JSON file')
    .addOption(
      new Option('--threads <n>', 'threads; the field does not depend on it')
        .argParser(count)
        .default(allCores(), 'one a core'),
    );
  return withSolverFlags(command)
    .addHelpText('after', HELP)
    .action(async (job: string, flags: SolverFlags) => {
      const progress = progressReporter(process.stderr);
      const settings = { ...(await runSettings(flags)), out: flags.out, formats: flags.format ?? new Set<Format>() };
      try {
        const summary = await solveJob(job, settings, {
          engine: () => engineFrom(parts.corePath, flags.threads),
          bundledHead: () => bundledHead(flags.resolution),
          version: parts.version,
          onProgress: (p, label) => {
            if (!flags.quiet) progress.report(p, label);
          },
        });
        progress.end();
        if (!flags.quiet) sayDoubts(summary.doubts);
        if (flags.json) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
      } finally {
        progress.end();
      }
    });
}
