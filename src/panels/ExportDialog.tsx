import { ExportForm } from './ExportForm';
import { Sheet } from './Sheet';

export function ExportDialog() {
  return (
    <Sheet name="export" title="Export the field" wide>
      <ExportForm />
    </Sheet>
  );
}
