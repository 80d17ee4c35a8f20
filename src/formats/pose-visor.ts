import * as v from 'valibot';
import { asText, type FileData } from './byte-reader';
import { FormatError } from './format-error';
import { checkedPose, type NamedPose } from './named-pose';

const MarkersSchema = v.object({
  TargetMarkers: v.array(
    v.object({
      CoilTarget: v.object({
        Name: v.optional(v.string(), ''),
        CoordinateSystem: v.string(),
        PositionalUnit: v.string(),
        CoilAxesConvention: v.string(),
        CoilPose: v.object({ RigidTransformMatrix4x4: v.array(v.array(v.number())) }),
      }),
    }),
  ),
});

/** visor2 3D markers (`.mrk`, JSON) with SimNIBS coil axes in the image's coordinates, mm, as coil poses. Throws FormatError. */
export function readVisorMarkers(data: FileData, file: string): NamedPose[] {
  let json: unknown;
  try {
    json = JSON.parse(asText(data));
  } catch {
    throw new FormatError(file, 'is no JSON; a visor2 .mrk file is a JSON file');
  }
  const parsed = v.safeParse(MarkersSchema, json, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new FormatError(file, `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
  }
  return parsed.output.TargetMarkers.map(({ CoilTarget: target }, i) => {
    const name = target.Name || `marker ${i + 1}`;
    const { CoordinateSystem, PositionalUnit, CoilAxesConvention } = target;
    if (CoordinateSystem !== 'ASSOCIATED_IMAGE' || PositionalUnit !== 'mm' || CoilAxesConvention !== 'simnibs') {
      const given = `${CoordinateSystem}, ${PositionalUnit}, ${CoilAxesConvention} axes`;
      throw new FormatError(file, `"${name}" is in ${given}; export ASSOCIATED_IMAGE, mm, simnibs axes`);
    }
    return checkedPose(name, target.CoilPose.RigidTransformMatrix4x4.flat(), file);
  });
}
