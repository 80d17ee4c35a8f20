import { Canvas, useThree } from '@react-three/fiber';
import { useEffect, useMemo, useRef } from 'react';
import { type Group, NoToneMapping } from 'three';
import { useCoil } from '../app/coil-library';
import { useField } from '../app/field-store';
import type { Side } from '../app/plan';
import { isTwin, SIDES, scenarioOf } from '../app/sides';
import { useApp } from '../app/store';
import type { Head } from '../model/head';
import { CameraRig } from './CameraRig';
import { CoilObject } from './CoilObject';
import { CutFaces } from './CutFaces';
import { CutLines } from './CutLines';
import { FIELD_OF_VIEW_DEG } from './camera-moves';
import { Electrodes } from './Electrodes';
import { FieldSurfaceMesh } from './FieldSurfaceMesh';
import { FieldVectors } from './FieldVectors';
import { foldedShape, openedShape } from './field-shape';
import { inflatedShape } from './inflated-shape';
import { LevelOutline } from './LevelOutline';
import { MeasuringTapes } from './MeasuringTapes';
import { useMorph } from './morph';
import { ObjectiveMap } from './ObjectiveMap';
import { PickMarker } from './PickMarker';
import { attachPointer } from './pointer';
import { ShellMesh } from './ShellMesh';
import { SnapshotRig } from './SnapshotRig';
import { StageRender } from './StageRender';

const BASE_COLOUR = { cortex: '#cfc6be', white: '#e4e1da' } as const;

/** The 3D picture. Draws on demand: a frame is drawn when something in it changed. */
export function Stage({ dark, onLost }: { dark: boolean; onLost: (lost: boolean) => void }) {
  const groups = useRef(new Map<string, Group>());
  return (
    <Canvas
      frameloop="demand"
      flat
      dpr={[1, 1.75]}
      camera={{ fov: FIELD_OF_VIEW_DEG, near: 20, far: 4000, position: [-400, 460, 310], up: [0, 0, 1] }}
      gl={{
        antialias: true,
        stencil: true,
        alpha: true,
        toneMapping: NoToneMapping,
        powerPreference: 'high-performance',
      }}
      onCreated={({ gl }) => {
        gl.localClippingEnabled = true;
        gl.domElement.addEventListener('webglcontextlost', (e) => {
          e.preventDefault();
          onLost(true);
        });
        gl.domElement.addEventListener('webglcontextrestored', () => onLost(false));
      }}
    >
      <CameraRig />
      <PointerRig />
      <StageRender groups={groups} />
      <SnapshotRig />
      <hemisphereLight args={[dark ? '#f3f7fb' : '#ffffff', dark ? '#4a4f57' : '#8d8a85', 1.5]} />
      <directionalLight position={[-300, 420, 520]} intensity={1.7} />
      <directionalLight position={[420, -120, 160]} intensity={0.55} />
      <Contents dark={dark} groups={groups.current} />
      <PickMarker />
    </Canvas>
  );
}

/** What stands on each side. A side that has been shown stays mounted; drawing leaves out what is not shown. */
function Contents({ dark, groups }: { dark: boolean; groups: Map<string, Group> }) {
  const head = useField((s) => s.head);
  const layers = useApp((s) => s.view.layers);
  const own = useApp((s) => s.plan.side);
  const twin = useApp((s) => isTwin(s.view));
  const opened = useMorph((s) => s.under);
  const ever = useRef(new Set<Side>());
  for (const side of twin ? SIDES : [own]) ever.current.add(side);
  if (!head) return null;
  const skull = head.layers.find((layer) => layer.name === 'skull');
  return (
    <>
      {SIDES.filter((side) => ever.current.has(side)).map((side) => (
        <group
          key={side}
          name={`side ${side}`}
          ref={(group) => {
            if (group) groups.set(side, group);
            else groups.delete(side);
          }}
        >
          <SideContents head={head} side={side} dark={dark} />
        </group>
      ))}
      <group visible={layers.scalp.shown && !opened}>
        <ShellMesh surface={head.layers[0].surface} layer="scalp" dark={dark} />
      </group>
      {skull && (
        <group visible={layers.skull.shown && !opened}>
          <ShellMesh surface={skull.surface} layer="skull" dark={dark} />
        </group>
      )}
      {!opened && (
        <>
          <CutFaces head={head} />
          <ObjectiveMap />
          <MeasuringTapes scalp={head.layers[0].surface} />
        </>
      )}
    </>
  );
}

/** The brain with one side's field, and what makes that field. */
function SideContents({ head, side, dark }: { head: Head; side: Side; dark: boolean }) {
  const layers = useApp((s) => s.view.layers);
  const cut = useApp((s) => s.view.cut.kind !== 'none');
  const source = useApp((s) => scenarioOf(s.plan, side).source);
  const coil = useCoil(useApp((s) => scenarioOf(s.plan, side).coilId));
  const montage = useApp((s) => scenarioOf(s.plan, side).montage);
  const padRadiusMm = useApp((s) => scenarioOf(s.plan, side).padRadiusMm);
  const shapes = useMemo(() => head.fieldSurfaces.map(foldedShape), [head]);
  const cortex = head.fieldSurfaces.find((s) => s.id === 'cortex');
  const inflated = inflatedShape(head);
  const opening = useMorph((s) => s.under);
  const opened = useMemo(() => (opening && inflated ? openedShape(inflated) : null), [opening, inflated]);
  return (
    <>
      {shapes.map((shape) => (
        <group key={shape.id} visible={layers[shape.id].shown && !opened}>
          <FieldSurfaceMesh
            shape={shape}
            side={side}
            baseColour={BASE_COLOUR[shape.id]}
            renderOrder={shape.id === 'white' ? 10 : 20}
          />
        </group>
      ))}
      {opened && <FieldSurfaceMesh shape={opened} side={side} baseColour={BASE_COLOUR.cortex} renderOrder={20} />}
      {cortex && (
        <group visible={layers.cortex.shown || opened !== null}>
          <LevelOutline surface={cortex} side={side} opened={inflated} />
          {!opened && <FieldVectors surface={cortex} side={side} />}
        </group>
      )}
      {cut && !opened && <CutLines head={head} side={side} />}
      {opened ? null : source === 'tms' ? (
        <group name="coil" visible={layers.coil.shown}>
          <CoilObject coil={coil} side={side} casingOpacity={layers.coil.opacity} dark={dark} />
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
