import type { Format } from '../../src/cli/field-files';
import type { SolveParts, SolveSettings } from '../../src/cli/solve';
import type { FieldEngine, Source } from '../../src/engine/protocol';
import { writePly } from '../../src/formats/ply-write';
import { writeStl } from '../../src/formats/stl';
import type { Head, Layer } from '../../src/model/head';
import { vertexNormals } from '../../src/model/surface';
import { icosphere } from './icosphere';
import { workspace } from './workspace';

/** Not a solver: answers E = (x, y, z) of each point, and keeps what it was asked, to test everything around it. */
export function echoEngine(asked: { layers: Layer[]; sources: Source[] } = { layers: [], sources: [] }): FieldEngine {
  const engine: FieldEngine = {
    prepare: async (layers) => {
      asked.layers.push(...layers);
      return { triangles: 0, seconds: 0, bytes: 0 };
    },
    solve: async (source, points) => {
      asked.sources.push(source);
      const seconds = { primary: 0, solve: 0, evaluate: 0 };
      return {
        eVPerM: points.map((p) => p.slice()),
        report: { iterations: 5, residual: 1e-6, seconds, bytes: 0, netCharge: [0] },
      };
    },
    solveAll: (requests, options) => each(engine.solve, requests, options),
    primary: async (_coil, _pose, _didt, points) => points.slice(),
  };
  return engine;
}

const each: (
  solve: FieldEngine['solve'],
  ...asked: Parameters<FieldEngine['solveAll']>
) => ReturnType<FieldEngine['solveAll']> = (solve, requests, options) =>
  Promise.all(requests.map(({ source, pointsMm }) => solve(source, pointsMm, options)));

/** An echo that solves otherwise. */
export const engineThat = (solve: FieldEngine['solve']): FieldEngine => ({
  ...echoEngine(),
  solve,
  solveAll: (requests, options) => each(solve, requests, options),
});

function testHead(): Head {
  const surface = icosphere(2, 70);
  const layers = [
    ['scalp', 90],
    ['grey_matter', 70],
  ] as const;
  return {
    id: 'colin27',
    title: 'two spheres',
    layers: layers.map(([name, r]) => ({ name, surface: icosphere(2, r), insideSPerM: 0.3 })),
    fieldSurfaces: [
      { id: 'cortex', surface, pointsMm: surface.positionsMm.map((v) => v * 0.9), normals: vertexNormals(surface) },
    ],
    landmarks: { nasion: [0, 85, -25], inion: [0, -85, -25], lpa: [-85, 0, -25], rpa: [85, 0, -25] },
  };
}

/** What a solve of the command is made with, on a head of two spheres. */
export const parts = (engine = echoEngine()): SolveParts => ({
  engine: async () => engine,
  bundledHead: async () => testHead(),
  version: '9.9.9',
  onProgress: () => {},
});

/** A directory with the files of a job on two other spheres, and what its jobs are made of. */
export function spheresJob() {
  const { path, write } = workspace();
  write('scalp.ply', writePly(icosphere(2, 90)));
  write('brain.stl', writeStl(icosphere(2, 80)));
  write('points.csv', 'x,y,z\n0.1,2,-3\n10,20,30.123456789\n');
  const layers = [
    { name: 'scalp', surface: 'scalp.ply', inside: 0.465 },
    { name: 'brain', surface: 'brain.stl', inside: 0.33 },
  ];
  const settings = (out: string, formats: Format[] = []): SolveSettings => ({
    out: path(out),
    formats: new Set(formats),
    nullCheck: true,
  });
  return { path, write, layers, settings };
}

export const tms = { coil: { dipoles: [{ position: [0, 0, 100], moment: [0, 0, 1] }] } };
