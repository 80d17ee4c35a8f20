"""Opens what export.ts wrote in other programs' readers and compares the numbers; prints one line a file.

Needs nibabel, meshio, vtk, gmsh and wb_command (Debian: python3-nibabel python3-meshio python3-vtk9 gmsh
connectome-workbench). What is absent is skipped, and said.
"""

import json
import subprocess
import shutil
import sys
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])
reference = np.load(folder / "cortex/field.npz")
E, magn, normal = reference["E"], reference["magnE"], reference["normalE"]
vertices, triangles = reference["vertices_mm"], reference["triangles"].astype(int)
failures = 0


def report(program, file, checks):
    global failures
    bad = [name for name, holds in checks.items() if not holds]
    failures += len(bad)
    print(f"{'ok ' if not bad else 'BAD'} {program:11} {file:34} {', '.join(checks) if not bad else 'wrong: ' + ', '.join(bad)}")


def same(a, b):
    return np.array_equal(np.asarray(a, dtype=np.float32), np.asarray(b, dtype=np.float32))


def numpy_reads():
    provenance = json.loads(str(reference["provenance"]))
    report("numpy", "field.npz", {
        "|E| of E": np.allclose(np.linalg.norm(E, axis=1), magn, rtol=1e-5),
        "areas sum to the surface's": abs(reference["area"].sum() - surface_area()) < 1e-4 * surface_area(),
        "coil and head in the note": provenance["source"]["coil"] == "figure8-70" and len(provenance["head"]["sha256"]) == 64,
    })
    report("numpy", "field.npy", {"E": same(np.load(folder / "cortex/field.npy"), E)})
    table = np.loadtxt(folder / "cortex/field.csv", delimiter=",", skiprows=1)
    report("numpy", "field.csv", {"E": same(table[:, 3:], E), "points": same(table[:, :3], reference["points_mm"])})
    charge = np.load(folder / "cortex/charge.npz")
    neutral = [abs((charge["charge"] * charge["area"])[charge["tag"] == t].sum()) / np.abs((charge["charge"] * charge["area"])[charge["tag"] == t]).sum() for t in np.unique(charge["tag"])]
    report("numpy", "charge.npz", {"five interfaces": len(neutral) == 5, "each neutral": max(neutral) < 1e-3})


def surface_area():
    a, b, c = (vertices[triangles[:, k]].astype(float) for k in range(3))
    return np.linalg.norm(np.cross(b - a, c - a), axis=1).sum() / 2


def nibabel_reads():
    import nibabel as nib

    func = nib.load(folder / "cortex/field.func.gii")
    arrays = {a.meta["Name"]: a for a in func.darrays}
    report("nibabel", "field.func.gii", {
        "Ex Ey Ez": same(np.stack([arrays[f"E{d}"].data for d in "xyz"], 1), E),
        "magnE": same(arrays["magnE"].data, magn),
        "normalE": same(arrays["normalE"].data, normal),
        "units": arrays["magnE"].meta["Units"] == "V/m",
        "note": json.loads(func.meta["Provenance"])["source"]["kind"] == "tms",
    })
    for name in ["cortex/field.surf.gii", "head-surf.gii/grey_matter.surf.gii"]:
        surface = nib.load(folder / name)
        report("nibabel", name.split("/")[-1], {"vertices": same(surface.agg_data("pointset"), vertices), "triangles": np.array_equal(surface.agg_data("triangle"), triangles)})
    plain = nib.load(folder / "csf.ASCII.surf.gii")
    for encoding in ["Base64Binary", "GZipBase64Binary"]:
        other = nib.load(folder / f"csf.{encoding}.surf.gii")
        report("nibabel", f"csf.{encoding}.surf.gii", {"as its ASCII twin": all(np.array_equal(a.data, b.data) for a, b in zip(plain.darrays, other.darrays))})
    image, size = nib.load(folder / "cortex/E.nii.gz"), nib.load(folder / "cortex/magnE.nii.gz")
    data = np.asarray(image.dataobj)
    report("nibabel", "E.nii.gz", {
        "5 dimensions, vector": data.shape[3:] == (1, 3) and image.header.get_intent()[0] == "vector",
        "sform": image.header["sform_code"] == 1 and np.allclose(image.affine[:3, :3], 3 * np.eye(3)),
        "|E| as magnE.nii.gz": np.allclose(np.linalg.norm(data[..., 0, :], axis=-1), np.asarray(size.dataobj), rtol=1e-5),
        "note": json.loads(image.header.extensions[0].get_content())["points"]["from"] == "cortex",
    })
    # the strongest cortical point stands near the strongest voxels
    strongest = vertices[np.argmax(magn)]
    volume = np.asarray(size.dataobj)
    peak = image.affine[:3, :3] @ np.array(np.unravel_index(np.argmax(volume), volume.shape)) + image.affine[:3, 3]
    report("nibabel", "magnE.nii.gz", {f"strongest voxel {np.linalg.norm(peak - strongest):.0f} mm from the strongest vertex": np.linalg.norm(peak - strongest) < 25})
    surface, faces = nib.freesurfer.read_geometry(folder / "head-fs/grey_matter.fs")[:2]
    report("nibabel", "grey_matter.fs (FreeSurfer)", {"vertices": same(surface, vertices), "triangles": np.array_equal(faces, triangles)})
    report("nibabel", "lh.magnE (FreeSurfer curvature)", {"values": same(nib.freesurfer.read_morph_data(folder / "lh.magnE"), magn)})


def meshio_reads():
    import meshio

    def surface_checks(mesh):
        return {"vertices": same(mesh.points, vertices), "triangles": np.array_equal(mesh.cells_dict["triangle"], triangles)}

    for name in ["field.msh", "field.41.msh"]:
        mesh = meshio.read(folder / "cortex" / name)
        report("meshio", name, {**surface_checks(mesh), "E": same(mesh.point_data["E"], E), "normalE": same(mesh.point_data["normalE"].ravel(), normal)})
    mesh = meshio.read(folder / "cortex/charge.msh")
    charge = np.load(folder / "cortex/charge.npz")
    report("meshio", "charge.msh", {"charge": same(mesh.cell_data["charge"][0].ravel(), charge["charge"]), "tags": np.array_equal(np.unique(mesh.cell_data["gmsh:physical"][0]), [1001, 1002, 1003, 1004, 1005])})
    mesh = meshio.read(folder / "cortex/field.ply")
    report("meshio", "field.ply", {**surface_checks(mesh), "Ex": same(mesh.point_data["Ex"], E[:, 0])})
    for name in ["ply", "obj", "msh"]:
        mesh = meshio.read(folder / f"head-{name}/grey_matter.{name}")
        report("meshio", f"grey_matter.{name}", surface_checks(mesh))
    mesh = meshio.read(folder / "head-stl/grey_matter.stl")
    report("meshio", "grey_matter.stl", {"triangles": len(mesh.cells_dict["triangle"]) == len(triangles), "corners": same(np.sort(mesh.points[mesh.cells_dict["triangle"]].reshape(-1, 9), 0), np.sort(vertices[triangles].reshape(-1, 9), 0))})
    cloud = np.load(folder / "cloud/field.npz")
    for name in ["field.msh", "field.41.msh"]:
        mesh = meshio.read(folder / "cloud" / name)
        report("meshio", f"{name} (points)", {"points": same(mesh.points, cloud["points_mm"]), "E": same(mesh.point_data["E"], cloud["E"])})


def vtk_reads():
    from vtkmodules.util.numpy_support import vtk_to_numpy
    from vtkmodules.vtkIOXML import vtkXMLPolyDataReader

    def read(name):
        reader = vtkXMLPolyDataReader()
        reader.SetFileName(str(folder / name))
        reader.Update()
        return reader.GetOutput()

    mesh = read("cortex/field.vtp")
    data = mesh.GetPointData()
    note = mesh.GetFieldData().GetAbstractArray("provenance").GetValue(0)
    report("VTK", "field.vtp", {
        "vertices": same(vtk_to_numpy(mesh.GetPoints().GetData()), vertices),
        "triangles": np.array_equal(vtk_to_numpy(mesh.GetPolys().GetConnectivityArray()).reshape(-1, 3), triangles),
        "E": same(vtk_to_numpy(data.GetArray("E")), E),
        "area": same(vtk_to_numpy(data.GetArray("area")), reference["area"]),
        "note": json.loads(note)["solver"]["triangles"] > 0,
    })
    mesh = read("cortex/charge.vtp")
    report("VTK", "charge.vtp", {"charge": same(vtk_to_numpy(mesh.GetCellData().GetArray("charge")), np.load(folder / "cortex/charge.npz")["charge"])})
    mesh = read("cloud/field.vtp")
    report("VTK", "field.vtp (points)", {"points": mesh.GetNumberOfVerts() == 3 and mesh.GetNumberOfPolys() == 0})
    mesh = read("head-vtp/grey_matter.vtp")
    report("VTK", "grey_matter.vtp", {"vertices": same(vtk_to_numpy(mesh.GetPoints().GetData()), vertices)})


def gltf_reads():
    from vtkmodules.vtkIOGeometry import vtkGLTFReader

    reader = vtkGLTFReader()
    reader.SetFileName(str(folder / "cortex/field.glb"))
    reader.Update()
    output = reader.GetOutput()
    block = output.GetBlock(0)
    while hasattr(block, "GetBlock"):
        block = block.GetBlock(0)
    report("VTK glTF", "field.glb", {"vertices": block.GetNumberOfPoints() == len(vertices), "triangles": block.GetNumberOfCells() == len(triangles)})


def run(command):
    return subprocess.run(command, capture_output=True, text=True, timeout=300)


def gmsh_reads():
    for name, elements in [("cortex/field.msh", len(triangles)), ("cortex/field.41.msh", len(triangles)), ("cloud/field.41.msh", 3)]:
        result = run(["gmsh", str(folder / name), "-check", "-0", "-v", "5"])
        text = result.stdout + result.stderr
        report("gmsh", name, {"opens without error": result.returncode == 0 and "Error" not in text, f"{elements} elements": f"{elements} element" in text})


def workbench_reads():
    for name in ["cortex/field.func.gii", "cortex/field.surf.gii", "cortex/magnE.nii.gz", "cortex/E.nii.gz"]:
        result = run(["wb_command", "-file-information", str(folder / name)])
        text = result.stdout
        checks = {"opens": result.returncode == 0}
        if name.endswith("func.gii"):
            checks["maps by name"] = all(m in text for m in ["magnE", "Ex", "normalE"])
            checks["vertices"] = str(len(vertices)) in text
        if name.endswith("surf.gii"):
            checks["triangles"] = str(len(triangles)) in text
        report("wb_command", name.split("/")[1], checks)
    # a program that works on the surface, not only opens it
    result = run(["wb_command", "-surface-vertex-areas", str(folder / "cortex/field.surf.gii"), str(folder / "areas.func.gii")])
    if result.returncode == 0:
        import nibabel as nib

        areas = nib.load(folder / "areas.func.gii").darrays[0].data
        report("wb_command", "-surface-vertex-areas", {"areas as exported": np.allclose(areas, reference["area"], rtol=1e-3, atol=1e-3)})


for name, needs, reader in [
    ("numpy", None, numpy_reads),
    ("nibabel", "nibabel", nibabel_reads),
    ("meshio", "meshio", meshio_reads),
    ("VTK", "vtkmodules", vtk_reads),
    ("VTK glTF", "vtkmodules", gltf_reads),
    ("gmsh", None, gmsh_reads),
    ("wb_command", None, workbench_reads),
]:
    if needs:
        try:
            module = __import__(needs)
        except ImportError:
            print(f"--  {name}: not installed, skipped")
            continue
    elif name != "numpy" and not shutil.which(name):
        print(f"--  {name}: not installed, skipped")
        continue
    reader()
print(f"{failures} wrong")
sys.exit(1 if failures else 0)
