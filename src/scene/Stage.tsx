import { Canvas, useFrame, useThree } from '@react-three/fiber';
import { useEffect } from 'react';
import { NoToneMapping } from 'three';
import { coilOrDefault } from '../app/coil-control';
import { useField } from '../app/field-store';
import { useApp } from '../app/store';
import { CameraRig } from './CameraRig';
import { CoilObject } from './CoilObject';
import { FIELD_OF_VIEW_DEG } from './camera-moves';
import { Electrodes } from './Electrodes';
import { FieldSurfaceMesh } from './FieldSurfaceMesh';
import { MeasuringTapes } from './MeasuringTapes';
import { PickMarker } from './PickMarker';
import { attachPointer } from './pointer';
import { ScalpMesh } from './ScalpMesh';
import { stage } from './stage-link';

const BASE_COLOUR = { cortex: '#cfc6be', white: '#e4e1da' } as const;

/** The 3D picture. Draws on demand: a frame is drawn when something in it changed. */
export function Stage({ dark, onLost }: { dark: boolean; onLost: (lost: boolean) => void }) {
  return (
    <Canvas
      frameloop="demand"
      flat
      dpr={[1, 1.75]}
      camera={{ fov: FIELD_OF_VIEW_DEG, near: 20, far: 4000, position: [-400, 460, 310], up: [0, 0, 1] }}
      gl={{ antialias: true, alpha: true, toneMapping: NoToneMapping, powerPreference: 'high-performance' }}
      onCreated={({ gl }) => {
        gl.domElement.addEventListener('webglcontextlost', (e) => {
          e.preventDefault();
          onLost(true);
        });
        gl.domElement.addEventListener('webglcontextrestored', () => onLost(false));
      }}
    >
      <CameraRig />
      <PointerRig />
      <FrameNotice />
      <hemisphereLight args={[dark ? '#f3f7fb' : '#ffffff', dark ? '#4a4f57' : '#8d8a85', 1.5]} />
      <directionalLight position={[-300, 420, 520]} intensity={1.7} />
      <directionalLight position={[420, -120, 160]} intensity={0.55} />
      <Contents dark={dark} />
      <PickMarker />
    </Canvas>
  );
}

function Contents({ dark }: { dark: boolean }) {
  const head = useField((s) => s.head);
  const layers = useApp((s) => s.view.layers);
  const source = useApp((s) => s.plan.source);
  const coilId = useApp((s) => s.plan.coilId);
  const montage = useApp((s) => s.plan.montage);
  const padRadiusMm = useApp((s) => s.plan.padRadiusMm);
  if (!head) return null;
  return (
    <>
      {head.fieldSurfaces.map((s) => (
        <group key={s.id} visible={layers[s.id].shown}>
          <FieldSurfaceMesh surface={s} baseColour={BASE_COLOUR[s.id]} renderOrder={s.id === 'white' ? 10 : 20} />
        </group>
      ))}
      <group visible={layers.scalp.shown}>
        <ScalpMesh surface={head.layers[0].surface} dark={dark} />
      </group>
      <MeasuringTapes scalp={head.layers[0].surface} />
      {source === 'tms' ? (
        <group visible={layers.coil.shown}>
          <CoilObject coil={coilOrDefault(coilId)} casingOpacity={layers.coil.opacity} dark={dark} />
        </group>
      ) : (
        <group visible={layers.electrodes.shown}>
          <Electrodes head={head} montage={montage} radiusMm={padRadiusMm} opacity={layers.electrodes.opacity} />
        </group>
      )}
    </>
  );
}

function PointerRig() {
  const canvas = useThree((s) => s.gl.domElement);
  useEffect(() => attachPointer(canvas), [canvas]);
  return null;
}

/** Runs after the frame's own work, so that overlays read the camera that was drawn. */
function FrameNotice() {
  useFrame(() => stage.frameDrawn());
  const size = useThree((s) => s.size);
  const invalidate = useThree((s) => s.invalidate);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new size needs a new frame
  useEffect(() => invalidate(), [size, invalidate]);
  return null;
}
