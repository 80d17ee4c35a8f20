import { ClipboardCopy, Download } from 'lucide-react';
import type { RefObject } from 'react';
import { save, saveText } from '../app/save-file';
import { announce } from '../app/store';
import { pngFile, svgFile } from './figure-files';

/** A figure as SVG and PNG, its numbers as CSV. */
export function FigureFiles(props: { name: string; svg: RefObject<SVGSVGElement | null>; csv?: () => string }) {
  const { name, svg, csv } = props;
  const saveSvg = (): void => {
    if (svg.current) saveText(`coilscope-${name}.svg`, 'image/svg+xml', svgFile(svg.current));
  };
  const savePng = async (): Promise<void> => {
    if (!svg.current) return;
    try {
      save(`coilscope-${name}.png`, await pngFile(svg.current));
    } catch {
      announce('The browser could not draw the PNG: take the SVG instead');
    }
  };
  const copyCsv = async (): Promise<void> => {
    if (!csv) return;
    try {
      await navigator.clipboard.writeText(csv());
      announce('Copied as CSV');
    } catch {
      announce('The browser did not allow copying: download the CSV instead');
    }
  };
  return (
    <div className="chips figure-files">
      {csv && (
        <>
          <button
            type="button"
            className="icon-button"
            aria-label="Copy the numbers as CSV"
            title="Copy the numbers as CSV"
            onClick={() => void copyCsv()}
          >
            <ClipboardCopy size={15} aria-hidden="true" />
          </button>
          <FileButton title="CSV" onClick={() => saveText(`coilscope-${name}.csv`, 'text/csv', csv())} />
        </>
      )}
      <FileButton title="SVG" onClick={saveSvg} />
      <FileButton title="PNG" onClick={() => void savePng()} />
    </div>
  );
}

function FileButton({ title, onClick }: { title: string; onClick: () => void }) {
  return (
    <button type="button" className="chip" onClick={onClick}>
      <Download size={13} aria-hidden="true" />
      {title}
    </button>
  );
}
