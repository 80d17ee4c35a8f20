import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NamedPose } from '../../src/formats/named-pose';
import { writeBrainsight } from '../../src/formats/pose-brainsight';
import { writeLocalite } from '../../src/formats/pose-localite';
import { writePoseText } from '../../src/formats/pose-text';
import { readPoses } from '../../src/formats/read-poses';
import { namedPoses } from '../helpers/arbitraries';

const closest = (got: NamedPose[], want: NamedPose[], digits: number): void => {
  expect(got).toHaveLength(want.length);
  got.forEach(({ pose }, i) => {
    for (const [k, value] of pose.entries()) expect(value).toBeCloseTo(want[i].pose[k], digits);
  });
};

describe('round trips', () => {
  const lists = fc.array(namedPoses, { minLength: 1, maxLength: 5 });
  it('4x4 text, exactly', () => {
    fc.assert(fc.property(lists, (poses) => closest(readPoses(writePoseText(poses), 'a.txt'), poses, 12)));
  });
  it('Localite, exactly, with names', () => {
    fc.assert(
      fc.property(lists, (poses) => {
        const back = readPoses(writeLocalite(poses), 'a.xml');
        closest(back, poses, 12);
        expect(back.map((p) => p.name)).toEqual(poses.map((p) => p.name));
      }),
    );
  });
  it('Brainsight, to its four decimals', () => {
    fc.assert(fc.property(lists, (poses) => closest(readPoses(writeBrainsight(poses), 'a.txt'), poses, 3)));
  });
});

describe('axes', () => {
  it('Localite LPS: its x is the coil’s z; left and posterior turn to right and anterior', () => {
    const xml = `<InstrumentMarkerList coordinateSpace="LPS"><InstrumentMarker><Marker description="h">
      <Matrix4D data00="0" data01="0" data02="1" data03="10" data10="0" data11="1" data12="0" data13="20"
        data20="-1" data21="0" data22="0" data23="30" data30="0" data31="0" data32="0" data33="1"/></Marker>
      </InstrumentMarker></InstrumentMarkerList>`;
    const [{ name, pose }] = readPoses(xml, 'a.xml');
    expect(name).toBe('h');
    // z of the coil = x of Localite = (0, 0, -1): into the head from above.
    expect([pose[2], pose[6], pose[10]]).toEqual([0, 0, -1]);
    expect([pose[3], pose[7], pose[11]]).toEqual([-10, -20, 30]);
  });

  it('Brainsight: x and z turn round', () => {
    const text =
      '# Coordinate system: NIfTI:Scanner\n# Target Name\tLoc. X\tLoc. Y\tLoc. Z\tm0n0\tm0n1\tm0n2\tm1n0\tm1n1\tm1n2\tm2n0\tm2n1\tm2n2\nT\t1\t2\t3\t1\t0\t0\t0\t1\t0\t0\t0\t1\nU\t(null)\t2\t3\t1\t0\t0\t0\t1\t0\t0\t0\t1\n';
    expect(readPoses(text, 'a.txt')).toEqual([{ name: 'T', pose: [-1, 0, 0, 1, 0, 1, 0, 2, 0, 0, -1, 3, 0, 0, 0, 1] }]);
  });
});

describe('refusals', () => {
  it.each<[string, string, RegExp]>([
    ['a shear', '1 0.5 0 0  0 1 0 0  0 0 1 0  0 0 0 1', /pose "pose 1": .*(shears|scales)/],
    ['a reflection', '[[-1,0,0,0],[0,1,0,0],[0,0,1,0],[0,0,0,1]]', /left-handed: the pose reflects/],
    ['too few numbers', '1 2 3', /holds 3 numbers; a pose is 16/],
    ['words', '1 0 0 x', /number 4 reads "x"/],
    [
      'Brainsight’s own coordinates',
      '# Coordinate system: Brainsight\n# Target Name\n',
      /needs the image; export as NIfTI/,
    ],
    ['a Localite file without a space', '<InstrumentMarkerList/>', /neither RAS nor LPS/],
    [
      'visor2 in another convention',
      JSON.stringify({
        TargetMarkers: [
          {
            CoilTarget: {
              Name: 'a',
              CoordinateSystem: 'HEAD',
              PositionalUnit: 'mm',
              CoilAxesConvention: 'simnibs',
              CoilPose: { RigidTransformMatrix4x4: [] },
            },
          },
        ],
      }),
      /"a" is in HEAD/,
    ],
  ])('%s', (_, text, message) => {
    expect(() => readPoses(text, 'a.txt')).toThrow(message);
  });
});
