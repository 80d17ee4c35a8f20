import { Color, type Data3DTexture, DoubleSide, Matrix4, ShaderMaterial } from 'three';
import type { ImageTexture } from './image-texture';
import { SHELL_FADE_MM } from './shell-material';

const vertexShader = /* glsl */ `
varying vec3 vMm;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vMm = world.xyz;
  gl_Position = projectionMatrix * viewMatrix * world;
}`;

const fragmentShader = /* glsl */ `
precision highp sampler3D;
uniform vec3 uColour;
uniform vec2 uFadeMm;
uniform sampler3D uImage;
uniform mat4 uToTexture;
uniform float uHasImage;
varying vec3 vMm;
void main() {
  vec3 place = (uToTexture * vec4(vMm, 1.0)).xyz;
  bool within = all(greaterThanEqual(place, vec3(0.0))) && all(lessThanEqual(place, vec3(1.0)));
  // Greys are numbers of the screen, as in the slices; the tissue only tints them.
  float grey = pow(texture(uImage, place).r, 2.2);
  vec3 image = grey * mix(vec3(1.0), 1.35 * uColour, 0.55);
  gl_FragColor = vec4(within ? mix(uColour, image, uHasImage) : uColour, smoothstep(uFadeMm.x, uFadeMm.y, vMm.z));
  #include <colorspace_fragment>
}`;

/** The image on the faces, one for all of them. */
export interface FaceImage {
  uImage: { value: Data3DTexture | null };
  uToTexture: { value: Matrix4 };
  uHasImage: { value: number };
}

export const faceImage = (): FaceImage => ({
  uImage: { value: null },
  uToTexture: { value: new Matrix4() },
  uHasImage: { value: 0 },
});

export function setFaceImage(face: FaceImage, image: ImageTexture | null): void {
  face.uImage.value = image?.texture ?? null;
  face.uHasImage.value = image ? 1 : 0;
  if (image) face.uToTexture.value.copy(image.toTexture);
}

/**
 * Flat tissue colour, or the image tinted with it: a cut face is read like a slice, so no light falls on it. It fades out
 * where the shells do.
 */
export const createCutFaceMaterial = (colour: string, image: FaceImage): ShaderMaterial =>
  new ShaderMaterial({
    vertexShader,
    fragmentShader,
    transparent: true,
    side: DoubleSide,
    toneMapped: false,
    uniforms: { uColour: { value: new Color(colour) }, uFadeMm: { value: SHELL_FADE_MM }, ...image },
  });
