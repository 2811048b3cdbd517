"""Names of files that hold no text, so that they need not be read to know it."""

_SUFFIXES = frozenset(
    (
        "png jpg jpeg gif bmp ico icns tif tiff webp avif heic psd ai eps mp3 mp4 m4a ogg opus wav flac avi mov mkv webm "
        "zip gz bz2 xz zst lz4 7z rar tar tgz tbz jar war ear whl egg deb rpm apk dmg iso img bin exe dll so dylib a o obj "
        "lib pdb class pyc pyo pyd wasm pdf doc docx xls xlsx ppt pptx odt ods odp ttf otf woff woff2 eot npy npz pkl "
        "pickle parquet feather arrow h5 hdf5 nc mat db sqlite sqlite3 mdb pt pth onnx safetensors gguf tflite pb keystore "
        "p12 pfx der mo swf blend fbx glb stl dat rdb"
    ).split()
)


def is_binary_name(path: str) -> bool:
    """Tell whether a path's ending is that of a format without lines."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[2].lower() in _SUFFIXES if "." in name else False
