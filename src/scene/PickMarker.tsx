import { useFrame, useThree } from '@react-three/fiber';
import { useEffect, useRef } from 'react';
import type { Mesh } from 'three';
import { pickStore } from '../app/pick';
import { drawnAt } from './picking';

/** A ring at the pinned pick, the same size on the screen at any distance. */
export function PickMarker() {
  const invalidate = useThree((s) => s.invalidate);
  const mesh = useRef<Mesh>(null);
  useEffect(() => pickStore.subscribe(() => invalidate()), [invalidate]);
  useFrame(({ camera }) => {
    const m = mesh.current;
    if (!m) return;
    const { pinned } = pickStore.getState();
    m.visible = pinned !== null;
    if (!pinned) return;
    m.position.set(...drawnAt(pinned));
    m.quaternion.copy(camera.quaternion);
    m.scale.setScalar(camera.position.distanceTo(m.position) * 0.0085);
  });
  return (
    <mesh ref={mesh} renderOrder={80} visible={false} raycast={() => {}}>
      <ringGeometry args={[0.62, 1, 40]} />
      <meshBasicMaterial color="#ffffff" depthTest={false} transparent toneMapped={false} />
    </mesh>
  );
}
