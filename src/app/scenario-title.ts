import type { Head } from '../model/head';
import { coilOrDefault } from './coil-library';
import type { Scenario } from './plan';
import { formatNumber, formatPosition } from './readout';

/** The source of a field in words: coil and place, or electrodes and currents. */
export function scenarioTitle(scenario: Scenario): string {
  if (scenario.source === 'tdcs') {
    const sites = scenario.montage.map(
      (e) => `${e.at} ${e.currentMa > 0 ? '+' : ''}${formatNumber(e.currentMa, 1)} mA`,
    );
    return `${sites.join(', ')}; discs of ${formatNumber(scenario.padRadiusMm, 1)} mm radius`;
  }
  const { siteMm, angleDeg, gapMm } = scenario.placement;
  const site = scenario.siteName || `${formatPosition(siteMm)} mm`;
  const parts = [
    `${coilOrDefault(scenario.coilId).title} at ${site}`,
    `${formatNumber(angleDeg, 0)}°`,
    `gap ${formatNumber(gapMm, 1)} mm`,
    ...(scenario.sham ? ['on edge (sham)'] : []),
    ...(scenario.charge ? [] : ['secondary charge off']),
  ];
  return parts.join(', ');
}

/** The same in a few words, for a heading. */
export function scenarioName(scenario: Scenario): string {
  if (scenario.source === 'tdcs') {
    const anodes = scenario.montage.filter((e) => e.currentMa > 0).map((e) => e.at);
    const cathodes = scenario.montage.filter((e) => e.currentMa < 0).map((e) => e.at);
    if (cathodes.length > 2) return `HD ${cathodes.length}×${anodes.length} at ${anodes.join(', ')}`;
    return `${anodes.join(', ') || '–'} to ${cathodes.join(', ') || '–'}`;
  }
  const coil = coilOrDefault(scenario.coilId).title.replace(/ \(.*\)$/, '');
  const site = scenario.siteName && ` at ${scenario.siteName}`;
  return `${coil}${site}${scenario.sham ? ', sham' : ''}${scenario.charge ? '' : ', charge off'}`;
}

/** What positions on a head are in, in words. */
export const spaceOf = (head: Pick<Head, 'fromMni'> | null): string => (head?.fromMni ? 'Head' : 'MNI');

/** The same as BIDS names a space. */
export const spaceLabel = (head: Pick<Head, 'fromMni'>): string => (head.fromMni ? 'individual' : 'MNIColin27');
