import { Color, DoubleSide, ShaderMaterial } from 'three';
import { SHELL_FADE_MM } from './shell-material';

const vertexShader = /* glsl */ `
varying float vHeightMm;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vHeightMm = world.z;
  gl_Position = projectionMatrix * viewMatrix * world;
}`;

const fragmentShader = /* glsl */ `
uniform vec3 uColour;
uniform vec2 uFadeMm;
varying float vHeightMm;
void main() {
  gl_FragColor = vec4(uColour, smoothstep(uFadeMm.x, uFadeMm.y, vHeightMm));
  #include <colorspace_fragment>
}`;

/** Flat tissue colour: a cut face is read like a slice, so no light falls on it. It fades out where the shells do. */
export const createCutFaceMaterial = (colour: string): ShaderMaterial =>
  new ShaderMaterial({
    vertexShader,
    fragmentShader,
    transparent: true,
    side: DoubleSide,
    toneMapped: false,
    uniforms: { uColour: { value: new Color(colour) }, uFadeMm: { value: SHELL_FADE_MM } },
  });
