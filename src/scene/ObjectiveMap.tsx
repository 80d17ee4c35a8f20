import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { BufferAttribute, BufferGeometry, Color, PointsMaterial } from 'three';
import { type JudgedPlace, useSearch } from '../app/search';
import { COLOUR_MAP_ENTRIES, colourTable } from './colour-maps';

/** Off the skin, so that a site is not half buried in it: share of its distance from the middle of the head. */
const LIFT = 1.012;

/** What the target can get from each site of the scalp: a dot a site, coloured from the worst to the best. */
export function ObjectiveMap() {
  const judged = useSearch((s) => (s.showMap && s.judged && s.judged.map.length > 0 ? s.judged : null));
  return judged && <Dots judged={judged} />;
}

function Dots({ judged }: { judged: JudgedPlace }) {
  const invalidate = useThree((s) => s.invalidate);
  const geometry = useMemo(() => dotsOf(judged), [judged]);
  const material = useMemo(
    () => new PointsMaterial({ size: 5, sizeAttenuation: false, vertexColors: true, toneMapped: false }),
    [],
  );
  useEffect(() => {
    invalidate();
    return () => {
      geometry.dispose();
      invalidate();
    };
  }, [geometry, invalidate]);
  useEffect(() => () => material.dispose(), [material]);
  return <points geometry={geometry} material={material} renderOrder={45} raycast={noRaycast} />;
}

function dotsOf({ map }: JudgedPlace): BufferGeometry {
  const values = map.map((site) => site.value);
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const positions = new Float32Array(3 * map.length);
  const colours = new Float32Array(3 * map.length);
  const colour = new Color();
  const table = colourTable('viridis');
  map.forEach(({ siteMm, value }, i) => {
    siteMm.forEach((x, d) => {
      positions[3 * i + d] = LIFT * x;
    });
    const entry = 3 * Math.round(((COLOUR_MAP_ENTRIES - 1) * (value - low)) / span);
    const [r, g, b] = table.subarray(entry, entry + 3);
    colour.setRGB(r / 255, g / 255, b / 255, 'srgb');
    colour.toArray(colours, 3 * i);
  });
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new BufferAttribute(positions, 3));
  geometry.setAttribute('color', new BufferAttribute(colours, 3));
  return geometry;
}

const noRaycast = (): void => {};
