import { useThree } from '@react-three/fiber';
import { useEffect, useMemo } from 'react';
import {
  AlwaysStencilFunc,
  DoubleSide,
  EqualStencilFunc,
  Group,
  InvertStencilOp,
  KeepStencilOp,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  Vector3,
} from 'three';
import { imageOf, imageStore, loadImage } from '../app/image-store';
import { liveCut } from '../app/live-cut';
import { appStore, useApp } from '../app/store';
import type { View } from '../app/view';
import type { Head, Layer } from '../model/head';
import { createCutFaceMaterial, faceImage, setFaceImage } from './cut-face-material';
import { planeOf } from './cut-plane';
import { cutPlanes } from './cut-rig';
import { imageTexture } from './image-texture';
import { plainGeometry, shellGeometry } from './surface-geometry';

/** Colours of cut tissue, told apart by lightness too. */
const TISSUE_COLOURS: Record<string, string> = {
  scalp: '#a98b7d',
  skull: '#e4dcc6',
  csf: '#4b687d',
  grey_matter: '#9c8d8a',
  white_matter: '#e6e1da',
};
const OTHER_COLOUR = '#9aa3ab';
const SIZE_MM = 480;

/** Which entry of the View panel shows the outside of a tissue; the fluid goes with what covers it. */
const LAYER_OF: Record<string, 'scalp' | 'skull' | 'cortex' | 'white'> = {
  scalp: 'scalp',
  skull: 'skull',
  grey_matter: 'cortex',
  white_matter: 'white',
};

/** The tissues whose cut faces are filled: whatever lies within a boundary that is shown. */
export function filledTissues(layers: readonly Pick<Layer, 'name'>[], shown: View['layers']): boolean[] {
  let within = false;
  return layers.map(({ name }) => {
    const id = LAYER_OF[name];
    if (id && shown[id].shown) within = true;
    return within;
  });
}

/** The faces a cut leaves, in tissue colours. Mounted while there is a cut. */
export function CutFaces({ head }: { head: Head }) {
  const cut = useApp((s) => s.view.cut.kind !== 'none');
  return cut && <Faces head={head} />;
}

/**
 * One stencil bit a boundary: drawing a closed surface inverts its bit once a crossing, so the bit says whether the point
 * of the plane behind a pixel lies inside. A face is then one square, kept where its own bit is set and the next is not.
 */
function Faces({ head }: { head: Head }) {
  const invalidate = useThree((s) => s.invalidate);
  const { group, faces, image, dispose } = useMemo(() => buildFaces(head), [head]);

  useEffect(() => {
    const show = (): void => {
      const filled = filledTissues(head.layers, appStore.getState().view.layers);
      for (const [k, face] of faces.entries()) face.visible = filled[k];
      invalidate();
    };
    const place = (): void => {
      const { normal, offsetMm } = planeOf(liveCut.getState());
      for (const face of faces) {
        face.position.set(normal[0], normal[1], normal[2]).multiplyScalar(offsetMm);
        face.quaternion.setFromUnitVectors(FACE_NORMAL, scratch.set(normal[0], normal[1], normal[2]));
      }
    };
    const paint = (): void => {
      const wanted = appStore.getState().view.cut.image;
      if (wanted) void loadImage(head);
      const found = wanted ? imageOf(imageStore.getState(), head) : null;
      setFaceImage(image, found && imageTexture(found));
      invalidate();
    };
    show();
    place();
    paint();
    const stops = [
      imageStore.subscribe(paint),
      liveCut.subscribe(place),
      appStore.subscribe((now, before) => {
        if (now.view.layers !== before.view.layers) show();
        if (now.view.cut.image !== before.view.cut.image) paint();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [head, faces, image, invalidate]);
  useEffect(
    () => () => {
      dispose();
      invalidate();
    },
    [dispose, invalidate],
  );
  return <primitive object={group} />;
}

const FACE_NORMAL = new Vector3(0, 0, 1);
const scratch = new Vector3();

function buildFaces(head: Head) {
  const group = new Group();
  group.name = 'cut';
  const square = new PlaneGeometry(SIZE_MM, SIZE_MM);
  const made: { dispose: () => void }[] = [square];
  const faces: Mesh[] = [];
  const image = faceImage();
  head.layers.forEach(({ name, surface }, k) => {
    const counter = new MeshBasicMaterial({
      side: DoubleSide,
      colorWrite: false,
      depthWrite: false,
      depthTest: false,
      stencilWrite: true,
      stencilWriteMask: 1 << k,
      stencilFunc: AlwaysStencilFunc,
      stencilZPass: InvertStencilOp,
      clippingPlanes: cutPlanes(),
    });
    const fine = head.fieldSurfaces.some((f) => f.surface === surface);
    const geometry = fine ? plainGeometry(surface) : shellGeometry(surface);
    const counted = new Mesh(geometry, counter);
    counted.renderOrder = -2;
    const material = createCutFaceMaterial(TISSUE_COLOURS[name] ?? OTHER_COLOUR, image);
    const next = k + 1 < head.layers.length ? 1 << (k + 1) : 0;
    Object.assign(material, {
      stencilWrite: true,
      stencilWriteMask: 0,
      stencilFunc: EqualStencilFunc,
      stencilRef: 1 << k,
      stencilFuncMask: (1 << k) | next,
      stencilZPass: KeepStencilOp,
    });
    const face = new Mesh(square, material);
    face.renderOrder = 2 + k;
    for (const mesh of [counted, face]) {
      mesh.raycast = () => {};
      mesh.frustumCulled = false;
      group.add(mesh);
    }
    faces.push(face);
    made.push(counter, material);
    if (fine) made.push(geometry);
  });
  const dispose = (): void => {
    for (const thing of made) thing.dispose();
  };
  return { group, faces, image, dispose };
}
