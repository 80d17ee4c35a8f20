import { colourGradient } from '../../src/scene/colour-maps';
import { SURFACES } from '../build/pack';
import type { Spread } from '../build/surface-report';
import { DISTANCE_RANGE_MM, OUTLINE_COLOURS, SLICES_MM } from './head-pictures';
import { PUBLISHED } from './literature';
import type { PictureName } from './pictures';
import type { Quality } from './quality';

/** The report as one HTML file that asks for nothing else; `pngs` are the pictures' bytes. */
export function reportPage(quality: Quality, pngs: Record<PictureName, Uint8Array>): string {
  const figure = (name: PictureName, caption: string): string =>
    `<figure><img alt="${inHtml(caption)}" src="data:image/png;base64,${Buffer.from(pngs[name]).toString('base64')}">` +
    `<figcaption>${caption}</figcaption></figure>`;
  const legend = SURFACES.map(
    (name) => `<span class="key"><i style="background:rgb(${OUTLINE_COLOURS[name].join()})"></i>${words(name)}</span>`,
  ).join(' ');
  const [low, high] = DISTANCE_RANGE_MM;
  const { anatomy, faults } = quality;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>The bundled head: report</title><style>${STYLE}</style></head><body><main>
<h1>The bundled head</h1>
<p>Colin27 in MNI space, mm. Head <code>${quality.headHash}</code>. ${
    faults.length === 0 ? 'All bounds are kept.' : `<strong>Bounds that are missed: ${faults.length}</strong>`
  }</p>
${faults.length === 0 ? '' : `<ul>${faults.map((fault) => `<li>${inHtml(fault)}</li>`).join('')}</ul>`}
<h2>Outlines over the image</h2><p>${legend}</p>
${figure('axial', `Axial slices at z = ${SLICES_MM.axial.join(', ')} mm.`)}
${figure('coronal', `Coronal slices at y = ${SLICES_MM.coronal.join(', ')} mm.`)}
${figure('sagittal', `Sagittal slices at x = ${SLICES_MM.sagittal.join(', ')} mm.`)}
${figure('ears', 'The left and the right ear at z = -52 mm and the nose at x = 0, with the scalp. The image ends at x = -90 and 90, y = 91, z = -71 mm; crosses mark where the tragus was placed.')}
<h2>Folds</h2>
${figure('cortex', 'The pial surface from the left, above, the right and below.')}
${figure('inflated', 'The white surface inflated, from the left, above, the right and below; sulci are dark.')}
<h2>From scalp to cortex</h2>
${figure('distance', `Distance from the scalp to the nearest cortex, from the left, the front, the right and above. <span class="bar" style="background:${colourGradient('viridis')}"></span> ${low} to ${high} mm.`)}
${table(
  'The 10-20 sites of this scalp and the cortex nearest to each, straight-line distance',
  ['site', 'scalp, mm', 'cortex, mm', 'distance, mm', 'AAL', 'BA'],
  Object.entries(anatomy.sites).map(([name, site]) => [
    name,
    site.scalpMm.map((mm) => mm.toFixed(1)).join(', '),
    site.cortexMm.map((mm) => mm.toFixed(1)).join(', '),
    site.scalpToCortexMm.toFixed(1),
    site.aal ?? '',
    `${site.brodmann ?? ''}`,
  ]),
)}
${(['full', 'light'] as const).map((name) => tablesOf(quality, name)).join('\n')}
<h2>Beside the literature</h2>
${table(
  'Measured here; cortex and bone are bounded by the recipe, so their agreement proves little',
  ['quantity', '5 %', '25 %', 'median', '75 %', '95 %'],
  [
    ['cortex, pial to white, mm', ...numbers(anatomy.cortexMm)],
    ['bone of the vault, mm', ...numbers(anatomy.vaultBoneMm)],
    ['scalp to cortex above z = 0, mm', ...numbers(anatomy.scalpToCortexMm)],
  ],
)}
<p>Inside the inner skull ${quality.full.surfaces.inner_skull.volumeMl.toFixed(0)} ml, inside the pial surface
${quality.full.surfaces.pial.volumeMl.toFixed(0)} ml: a share of ${anatomy.brainShare.toFixed(3)}.
Of the skin that the image shows, ${anatomy.skinOutside.voxels} voxels (1.25 mm) lie outside the scalp, the farthest by ${anatomy.skinOutside.farthestMm} mm.</p>
${table(
  'Published',
  ['quantity', 'value', 'source'],
  PUBLISHED.map(({ quantity, value, source }) => [quantity, value, source]),
)}
</main></body></html>
`;
}

function tablesOf(quality: Quality, resolution: 'full' | 'light'): string {
  const { surfaces, pairs, points } = quality[resolution];
  return `<h2>The ${resolution} head</h2>
${table(
  'Surfaces',
  [
    'surface',
    'triangles',
    'Euler',
    'volume, ml',
    'area, cm²',
    'edge mean (max), mm',
    'quality min (median)',
    'aspect median (max)',
    'crossings',
  ],
  SURFACES.map((name) => {
    const s = surfaces[name];
    return [
      words(name),
      `${s.triangles}`,
      `${s.eulerCharacteristic}`,
      s.volumeMl.toFixed(0),
      s.areaCm2.toFixed(0),
      `${s.edgeMm.mean.toFixed(2)} (${s.edgeMm.max.toFixed(1)})`,
      `${s.quality.min.toFixed(2)} (${s.quality.median.toFixed(2)})`,
      `${s.aspect.median.toFixed(2)} (${s.aspect.max.toFixed(1)})`,
      `${s.selfCrossings}`,
    ];
  }),
)}
${table(
  'Each surface in the one round it, mm',
  ['inner', 'outer', 'least', '5 %', '25 %', 'median', '75 %', '95 %', 'crossings', 'outside'],
  pairs.map((pair) => [
    words(pair.inner),
    words(pair.outer),
    pair.minDistanceMm.toFixed(2),
    ...numbers(pair.distanceMm),
    `${pair.crossings}`,
    `${pair.verticesOutside}`,
  ]),
)}
${table(
  'Points where the field is read',
  ['surface', 'points', 'outside their tissue', 'nearest to an interface, mm', 'under 0.3 mm', 'without an AAL region'],
  Object.entries(points).map(([id, p]) => [
    id,
    `${p.points}`,
    `${p.astray}`,
    p.minClearanceMm.toFixed(2),
    `${p.under300um}`,
    `${p.withoutAal}`,
  ]),
)}`;
}

const numbers = ({ p5, p25, median, p75, p95 }: Spread): string[] =>
  [p5, p25, median, p75, p95].map((value) => value.toFixed(1));

function table(caption: string, head: string[], rows: string[][]): string {
  const cells = (row: string[]): string =>
    row.map((cell, i) => (i === 0 ? `<th scope="row">${inHtml(cell)}</th>` : `<td>${inHtml(cell)}</td>`)).join('');
  return `<div class="wide"><table><caption>${inHtml(caption)}</caption>
<thead><tr>${head.map((cell) => `<th scope="col">${inHtml(cell)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('\n')}</tbody></table></div>`;
}

const words = (name: string): string => name.replace('_', ' ');
const inHtml = (text: string): string =>
  text
    .replace(/<[^>]*>/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;');

const STYLE = `
body { font: 15px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff; margin: 0; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
figure { margin: 1rem 0; } img { max-width: 100%; display: block; } figcaption { color: #444; }
.wide { overflow-x: auto; } table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: #444; padding-bottom: .3rem; }
th, td { padding: .2rem .7rem .2rem 0; text-align: right; border-bottom: 1px solid #ddd; font-weight: normal; white-space: nowrap; }
thead th { border-bottom-color: #888; } th:first-child, td:last-child { text-align: left; }
.key { margin-right: 1rem; white-space: nowrap; } .key i { display: inline-block; width: 1.4em; height: .35em; margin-right: .4em; vertical-align: middle; }
.bar { display: inline-block; width: 10rem; height: .8em; vertical-align: middle; }`;
