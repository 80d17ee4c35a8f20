import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { MeshStandardMaterial } from 'three';
import type { MontageElectrode } from '../app/plan';
import type { Head } from '../model/head';
import { headSites } from '../targeting/cap-sites';
import { coilSeating } from '../targeting/coil-pose';
import { padGeometry } from './pad-geometry';

interface Props {
  head: Head;
  montage: readonly MontageElectrode[];
  radiusMm: number;
  opacity: number;
}

/** The pads of a montage on the scalp: red where current enters, blue where it leaves. */
export function Electrodes({ head, montage, radiusMm, opacity }: Props) {
  const invalidate = useThree((s) => s.invalidate);
  const seating = useMemo(() => coilSeating(head.layers[0].surface), [head]);
  const materials = useMemo(
    () => ({
      anode: new MeshStandardMaterial({ color: '#d4574a', roughness: 0.75 }),
      cathode: new MeshStandardMaterial({ color: '#4a82cf', roughness: 0.75 }),
      idle: new MeshStandardMaterial({ color: '#8b949d', roughness: 0.75 }),
    }),
    [],
  );
  const names = montage.map((e) => e.at).join(' ');
  const pads = useMemo(() => {
    const sites = headSites(head);
    return names.split(' ').flatMap((name) => {
      const site = sites.get(name);
      return site ? [{ name, geometry: padGeometry(seating, site, radiusMm) }] : [];
    });
  }, [head, seating, names, radiusMm]);

  useEffect(() => {
    for (const material of Object.values(materials)) {
      material.opacity = opacity;
      material.transparent = opacity < 1;
      material.needsUpdate = true;
    }
    invalidate();
  }, [materials, opacity, invalidate]);
  useEffect(
    () => () => {
      for (const { geometry } of pads) geometry.dispose();
    },
    [pads],
  );
  const materialOf = (name: string): MeshStandardMaterial => {
    const current = montage.find((e) => e.at === name)?.currentMa ?? 0;
    return current > 0 ? materials.anode : current < 0 ? materials.cathode : materials.idle;
  };
  return (
    <>
      {pads.map(({ name, geometry }) => (
        <mesh key={name} geometry={geometry} material={materialOf(name)} renderOrder={62} raycast={() => {}} />
      ))}
    </>
  );
}
