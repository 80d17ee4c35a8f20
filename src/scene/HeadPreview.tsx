import { Canvas, type ThreeEvent, useThree } from '@react-three/fiber';
import { useEffect, useMemo, useRef } from 'react';
import { Box3, DoubleSide, Vector3 } from 'three';
import { OrbitControls } from 'three/examples/jsm/controls/OrbitControls.js';
import type { Layer } from '../model/head';
import type { Vec3 } from '../model/vec3';
import { plainGeometry } from './surface-geometry';

export interface PreviewMark {
  mm: Vec3;
  colour: string;
}

interface Props {
  layers: readonly Layer[];
  marks: readonly PreviewMark[];
  /** Shows the scalp alone and solid, to be clicked on. */
  onScalp?: (mm: Vec3) => void;
  dark: boolean;
}

const COLOURS = ['#c9b8a6', '#e8e2d4', '#7fa7c9', '#c98f86', '#efe9df'];
const FIELD_OF_VIEW_DEG = 26;
const CLICK_SLOP_PX = 5;

/** Layers of a head seen through each other, with marks on them. Drawn on demand. */
export function HeadPreview({ layers, marks, onScalp, dark }: Props) {
  const solid = onScalp !== undefined;
  return (
    <Canvas
      frameloop="demand"
      flat
      dpr={[1, 1.5]}
      camera={{ fov: FIELD_OF_VIEW_DEG, near: 5, far: 5000, up: [0, 0, 1] }}
      gl={{ antialias: true, alpha: true }}
    >
      <hemisphereLight args={['#ffffff', dark ? '#3a4048' : '#8d8a85', 1.6]} />
      <directionalLight position={[-300, 420, 520]} intensity={1.6} />
      <PreviewCamera layers={layers} />
      {(solid ? layers.slice(0, 1) : layers).map((layer, k) => (
        <LayerMesh
          key={layer.name}
          layer={layer}
          colour={COLOURS[k % COLOURS.length]}
          opacity={solid || k === layers.length - 1 ? 1 : 0.16}
          order={layers.length - k}
          onPick={onScalp}
        />
      ))}
      {marks.map(({ mm, colour }) => (
        <mesh key={`${colour} ${mm.join()}`} position={[...mm]} renderOrder={20}>
          <sphereGeometry args={[3, 16, 12]} />
          <meshBasicMaterial color={colour} depthTest={solid} toneMapped={false} />
        </mesh>
      ))}
    </Canvas>
  );
}

interface LayerMeshProps {
  layer: Layer;
  colour: string;
  opacity: number;
  order: number;
  onPick?: (mm: Vec3) => void;
}

function LayerMesh({ layer, colour, opacity, order, onPick }: LayerMeshProps) {
  const geometry = useMemo(() => plainGeometry(layer.surface), [layer.surface]);
  useEffect(() => () => geometry.dispose(), [geometry]);
  const click = (e: ThreeEvent<MouseEvent>): void => {
    // A drag that turns the head ends in a click as well.
    if (e.delta > CLICK_SLOP_PX) return;
    e.stopPropagation();
    onPick?.([e.point.x, e.point.y, e.point.z]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a mesh of the scene; the fields beside it do the same by keyboard
    <mesh geometry={geometry} renderOrder={order} onClick={onPick && click}>
      <meshLambertMaterial
        color={colour}
        transparent={opacity < 1}
        opacity={opacity}
        depthWrite={opacity === 1}
        side={opacity === 1 ? undefined : DoubleSide}
      />
    </mesh>
  );
}

/** Turns about the middle of what is shown, and sees all of it. */
function PreviewCamera({ layers }: { layers: readonly Layer[] }) {
  const { camera, gl, invalidate, size } = useThree();
  const scalp = layers[0].surface;
  const framed = useRef<unknown>(null);
  useEffect(() => {
    const box = new Box3().setFromArray(scalp.positionsMm);
    const centre = box.getCenter(new Vector3());
    const radius = box.getSize(new Vector3()).length() / 2;
    const controls = new OrbitControls(camera, gl.domElement);
    controls.target.copy(centre);
    controls.enablePan = false;
    controls.addEventListener('change', () => invalidate());
    if (framed.current !== scalp) {
      framed.current = scalp;
      const half = (FIELD_OF_VIEW_DEG * Math.PI) / 360;
      const away = radius / Math.sin(half) / Math.min(1, size.width / size.height);
      camera.up.set(0, 0, 1);
      camera.position.copy(centre).addScaledVector(new Vector3(-0.62, 0.72, 0.3).normalize(), 0.86 * away);
    }
    controls.update();
    invalidate();
    return () => controls.dispose();
  }, [scalp, camera, gl, invalidate, size]);
  return null;
}
