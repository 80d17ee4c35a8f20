import { Sheet } from './Sheet';

export function AboutDialog() {
  return (
    <Sheet name="about" title="About Coilscope">
      <p className="dialog-lead">
        Coilscope computes the electric field that a stimulation coil or a set of scalp electrodes makes in a layered
        head, in this browser. Nothing you do here leaves this page.
      </p>
      <p className="callout">Research and education software, not a medical device.</p>
      <h3>Method</h3>
      <p>
        Quasi-static volume conductor; five nested tissues of constant conductivity (scalp 0.465, skull 0.010,
        cerebrospinal fluid 1.654, grey matter 0.275, white matter 0.126 S/m). The field is E = −∂A/∂t − ∇φ: the primary
        part from the coil’s wire paths by Biot–Savart, the rest from charge on every tissue boundary, solved by a
        charge-based boundary element method. Cortex values are read half-way through the grey matter, white-matter
        values just inside it.
      </p>
      <h3>Head</h3>
      <p>
        Colin27 (Montreal Neurological Institute; Holmes et al. 1998) in MNI millimetres, one person’s head. The inner
        skull boundary is not visible in its MRI and is assumed; face and neck are cut by the scan. An individual’s
        field may differ from this one by tens of percent.
      </p>
      <h3>Colours</h3>
      <p>
        Viridis, cividis, batlow and magma; vik or blue to orange for the component along the normal. With shading
        switched off, every coloured pixel has exactly the colour of the bar.
      </p>
    </Sheet>
  );
}
