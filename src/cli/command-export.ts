import { Command, Option } from 'commander';
import { builtinCoilIds } from '../model/coils/catalogue';
import { bundledHead } from './engine';
import { exportCoil, exportHead, SURFACE_FORMATS } from './export';
import { notEmpty } from './flags';
import { OutputSet } from './output-set';

interface ExportFlags {
  out: string;
  quiet?: boolean;
  json?: boolean;
}

async function commit(out: OutputSet, { quiet, json }: ExportFlags): Promise<void> {
  const files = await out.commit();
  if (json) process.stdout.write(`${JSON.stringify({ files }, null, 2)}\n`);
  else if (!quiet) process.stdout.write(files.map((file) => `${file}\n`).join(''));
}

export function exportCommand(): Command {
  const head = new Command('head')
    .description('the layers of colin27 as surface files, with a head.json for jobs')
    .requiredOption('--out <dir>', 'where the files go', notEmpty)
    .addOption(new Option('--format <which>', 'of the surfaces').choices(SURFACE_FORMATS).default('ply'))
    .addOption(new Option('--resolution <which>', 'of the head').choices(['full', 'light']).default('full'))
    .option('--quiet', 'do not list the files')
    .option('--json', 'list the files as JSON')
    .action(async (flags: ExportFlags & { format: string; resolution: 'full' | 'light' }) => {
      const out = new OutputSet(flags.out);
      exportHead(await bundledHead(flags.resolution), flags.format, out);
      await commit(out, flags);
    });
  const coil = new Command('coil')
    .description('a built-in coil as a SimNIBS .tcd file, and its casing as .stl')
    .argument('<id>', builtinCoilIds.join(', '))
    .requiredOption('--out <dir>', 'where the files go', notEmpty)
    .option('--quiet', 'do not list the files')
    .option('--json', 'list the files as JSON')
    .action(async (id: string, flags: ExportFlags) => {
      const out = new OutputSet(flags.out);
      exportCoil(id, out);
      await commit(out, flags);
    });
  return new Command('export')
    .description('the bundled head or a built-in coil as files')
    .addCommand(head)
    .addCommand(coil)
    .addHelpText(
      'after',
      `
Examples:
  coilscope export head --format surf.gii --out colin27
  coilscope export coil figure8-70 --out coils`,
    );
}
