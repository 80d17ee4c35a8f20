import type { Side } from '../app/plan';
import { SIDE_TITLES } from '../app/sides';
import type { Vec3 } from '../model/vec3';
import type { LengthUnit } from '../targeting/head-measures';
import { fromCm } from '../targeting/head-measures';
import type { MethodError } from '../targeting/method-errors';
import type { Region } from '../targeting/site-report';

/** With a capital first letter. */
export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What is measured on a side, by name: the side's letter says something only where there are two. */
export const sideFigure = (shown: readonly Side[], side: Side, what: string): string =>
  shown.length > 1 ? `${SIDE_TITLES[side]}, ${what}` : sentence(what);

/** A tape length in the user's unit. */
export const lengthText = (cm: number, unit: LengthUnit): string =>
  `${fromCm(cm, unit).toFixed(unit === 'cm' ? 1 : 2)} ${unit}`;

/** Coordinates to a tenth of a millimetre, with true minus signs. */
export const pointText = (p: Vec3): string => p.map((x) => x.toFixed(1).replace('-', '−')).join(', ');

export const regionText = ({ aal, brodmann }: Region): string =>
  [aal?.replaceAll('_', ' '), brodmann && `BA ${brodmann}`].filter(Boolean).join(', ') || 'unlabelled';

/** What has been published of a method's error, in one sentence. */
export function errorText({ finding, mm, sdMm, atMost, source }: MethodError): string {
  const size =
    mm !== undefined
      ? `: ${mm}${sdMm === undefined ? '' : ` ± ${sdMm}`} mm`
      : atMost
        ? `: ${atMost.map((a) => `${a.mm} mm in ${100 * a.share} %`).join(', ')}`
        : '';
  return `${sentence(finding)}${size} (${source}).`;
}
