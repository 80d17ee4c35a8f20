import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import { MeshStandardMaterial } from 'three';
import type { MontageElectrode } from '../app/plan';
import type { Head } from '../model/head';
import { headSites } from '../targeting/cap-sites';
import { coilSeating } from '../targeting/coil-pose';
import { padGeometry } from './pad-geometry';

/** Opacity of a pad's face as a share of its edge's. */
const FACE_SHARE = 0.5;

/** Face and edge. */
type PadMaterials = [MeshStandardMaterial, MeshStandardMaterial];

const padMaterials = (color: string): PadMaterials => [
  new MeshStandardMaterial({ color, roughness: 0.75 }),
  new MeshStandardMaterial({ color, roughness: 0.75 }),
];

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
    () => ({ anode: padMaterials('#d4574a'), cathode: padMaterials('#4a82cf'), idle: padMaterials('#8b949d') }),
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
    for (const [face, edge] of Object.values(materials)) {
      // Fainter than its edge until the pad is made opaque.
      face.opacity = opacity ** 3 * (opacity < 1 ? FACE_SHARE : 1);
      edge.opacity = opacity;
      for (const material of [face, edge]) {
        material.transparent = opacity < 1;
        material.needsUpdate = true;
      }
    }
    invalidate();
  }, [materials, opacity, invalidate]);
  useEffect(
    () => () => {
      for (const { geometry } of pads) geometry.dispose();
    },
    [pads],
  );
  const materialOf = (name: string): PadMaterials => {
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
