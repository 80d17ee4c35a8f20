import type { Head } from '../../src/model/head';
import { SurfaceProbe } from '../../src/model/mesh/surface-probe';
import { at } from '../../src/model/vec3';

/** Where the field of a surface is read. */
export interface PointReport {
  points: number;
  /** Points that lie in another tissue than theirs. */
  astray: number;
  /** Smallest distance to an interface, mm. */
  minClearanceMm: number;
  /** Points nearer than 0.3 mm to an interface. */
  under300um: number;
  /** Points without a region. */
  withoutAal: number;
}

/** The evaluation points of both field surfaces of a five-layer head. */
export function pointReport({ layers, fieldSurfaces }: Head): Record<string, PointReport> {
  const pial = new SurfaceProbe(layers[3].surface);
  const white = new SurfaceProbe(layers[4].surface);
  return Object.fromEntries(
    fieldSurfaces.map(({ id, pointsMm, aal }) => {
      const report: PointReport = {
        points: pointsMm.length / 3,
        astray: 0,
        minClearanceMm: Infinity,
        under300um: 0,
        withoutAal: aal ? aal.filter((code) => code === 0).length : pointsMm.length / 3,
      };
      for (let v = 0; v < report.points; v++) {
        const p = at(pointsMm, v);
        const isThere = id === 'white' ? white.contains(p) : pial.contains(p) && !white.contains(p);
        if (!isThere) report.astray++;
        const clearance = id === 'white' ? white.distanceMm(p) : Math.min(pial.distanceMm(p), white.distanceMm(p));
        report.minClearanceMm = Math.min(report.minClearanceMm, Math.round(1e3 * clearance) / 1e3);
        if (clearance < 0.3) report.under300um++;
      }
      return [id, report];
    }),
  );
}
