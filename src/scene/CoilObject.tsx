import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useMemo, useRef } from 'react';
import {
  CatmullRomCurve3,
  DoubleSide,
  type Group,
  type Mesh,
  MeshBasicMaterial,
  MeshStandardMaterial,
  TubeGeometry,
  Vector3,
} from 'three';
import { livePlacement, onCoilFrame } from '../app/live-placement';
import type { Side } from '../app/plan';
import { poseOfSide } from '../app/sides';
import { appStore, useApp } from '../app/store';
import type { Coil } from '../model/coil';
import { builtinWinding } from '../model/coils/catalogue';
import { currentArrowGeometry, handleRootMm, windingGeometry } from './coil-geometry';
import { plainGeometry } from './surface-geometry';
import { setCoilTarget } from './under-pointer';

interface Props {
  coil: Coil;
  side: Side;
  casingOpacity: number;
  dark: boolean;
}

const GRIP_RADIUS_MM = 15;
const GRIP_LENGTH_MM = 88;

/** The coil as it is computed: its own wire paths, its own casing; grip and cable are drawn so that it reads as a coil. */
export function CoilObject({ coil, side, casingOpacity, dark }: Props) {
  const invalidate = useThree((s) => s.invalidate);
  const own = useApp((s) => s.plan.side === side);
  const group = useRef<Group>(null);
  const casing = useRef<Mesh>(null);
  const parts = useMemo(() => coilParts(coil), [coil]);
  const materials = useMemo(coilMaterials, []);

  useEffect(() => {
    materials.casing.color.set(dark ? '#aeb9c4' : '#5d6975');
    materials.grip.color.set(dark ? '#4a545e' : '#3a434c');
    materials.casing.opacity = casingOpacity;
    materials.casing.transparent = casingOpacity < 1;
    materials.casing.needsUpdate = true;
    invalidate();
  }, [materials, casingOpacity, dark, invalidate]);

  useEffect(() => {
    const place = (): void => {
      const pose = poseOfSide(side);
      const g = group.current;
      if (!g) return;
      g.visible = pose !== null;
      if (!pose) return;
      g.matrix.set(...(pose as Parameters<typeof g.matrix.set>));
      g.matrixWorldNeedsUpdate = true;
    };
    const placeAnew = (): void => {
      place();
      invalidate();
    };
    placeAnew();
    const stops = [
      livePlacement.subscribe(place),
      onCoilFrame(invalidate),
      appStore.subscribe((now, before) => {
        if (now.plan !== before.plan) placeAnew();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [side, invalidate]);

  useEffect(() => {
    if (!own) return;
    setCoilTarget(group.current);
    return () => setCoilTarget(null);
  }, [own]);
  useEffect(
    () => () => {
      for (const geometry of Object.values(parts)) geometry.dispose();
    },
    [parts],
  );
  useEffect(
    () => () => {
      for (const material of Object.values(materials)) material.dispose();
    },
    [materials],
  );

  // A see-through casing is drawn over the skin when it lies in front of it, under it when it lies behind.
  useFrame(({ camera }) => {
    const e = group.current?.matrix.elements;
    if (!e || !casing.current) return;
    const towards =
      (camera.position.x - e[12]) * e[8] + (camera.position.y - e[13]) * e[9] + (camera.position.z - e[14]) * e[10];
    casing.current.renderOrder = towards < 0 ? 60 : 30;
  });

  return (
    <group ref={group} matrixAutoUpdate={false}>
      <mesh geometry={parts.winding} material={materials.wire} renderOrder={5} />
      <mesh ref={casing} geometry={parts.casing} material={materials.casing} renderOrder={60} />
      <mesh geometry={parts.grip} material={materials.grip} renderOrder={6} userData={{ part: 'grip' }} />
      <mesh geometry={parts.cable} material={materials.grip} renderOrder={6} userData={{ part: 'grip' }} />
      <mesh geometry={parts.arrows} material={materials.arrow} renderOrder={61} />
    </group>
  );
}

function coilParts(coil: Coil) {
  const spec = builtinWinding(coil.id);
  // Drawn a little narrower than it is, so that one turn can be told from the next.
  const section = { widthMm: 0.7 * (spec?.wireWidthMm ?? 1.8), heightMm: spec?.wireHeightMm ?? 1.8 };
  const root = handleRootMm(coil);
  const from = new Vector3(0, root.y + 10, root.z);
  const to = new Vector3(0, root.y - GRIP_LENGTH_MM + 10, root.z - 6);
  const grip = new TubeGeometry(new CatmullRomCurve3([from, from.clone().lerp(to, 0.5), to]), 24, GRIP_RADIUS_MM, 24);
  roundEnds(grip, GRIP_RADIUS_MM);
  // Flatter than wide, as a hand holds it.
  grip.translate(0, 0, -root.z).scale(1, 1, 0.8).translate(0, 0, root.z);
  const cable = new TubeGeometry(
    new CatmullRomCurve3([
      to.clone().add(new Vector3(0, 6, 0)),
      to.clone().add(new Vector3(0, -26, -6)),
      to.clone().add(new Vector3(4, -62, -26)),
      to.clone().add(new Vector3(10, -86, -74)),
    ]),
    40,
    4.6,
    14,
  );
  return {
    winding: windingGeometry(coil, section),
    casing: plainGeometry(coil.casing ?? { positionsMm: new Float32Array(), triangles: new Uint32Array() }),
    arrows: currentArrowGeometry(coil),
    grip,
    cable,
  };
}

/** Draws the first and last rings of a tube in to a rounded end. */
function roundEnds(tube: TubeGeometry, radius: number): void {
  const { path, tubularSegments, radialSegments } = tube.parameters;
  const position = tube.getAttribute('position');
  const length = path.getLength();
  const centre = new Vector3();
  for (let i = 0; i <= tubularSegments; i++) {
    const s = (i / tubularSegments) * length;
    const fromEnd = Math.min(s, length - s);
    if (fromEnd >= radius) continue;
    const shrink = Math.max(0.02, Math.sqrt(1 - (1 - fromEnd / radius) ** 2));
    path.getPointAt(i / tubularSegments, centre);
    for (let j = 0; j <= radialSegments; j++) {
      const v = i * (radialSegments + 1) + j;
      position.setXYZ(
        v,
        centre.x + (position.getX(v) - centre.x) * shrink,
        centre.y + (position.getY(v) - centre.y) * shrink,
        centre.z + (position.getZ(v) - centre.z) * shrink,
      );
    }
  }
  tube.computeVertexNormals();
}

const coilMaterials = () => ({
  wire: new MeshStandardMaterial({ color: '#d98243', roughness: 0.5, metalness: 0.1, side: DoubleSide }),
  casing: new MeshStandardMaterial({ color: '#d5dde4', roughness: 0.42, metalness: 0 }),
  grip: new MeshStandardMaterial({ color: '#2b333b', roughness: 0.7, metalness: 0 }),
  arrow: new MeshBasicMaterial({ color: '#ffb878', side: DoubleSide, toneMapped: false }),
});
