/// How a worker cuts its images into pieces: the images into blocks, a block's columns into tiles.
///
/// Each product spans one tile. S before pooling and Δ after unpooling exist for one block at a
/// time, columns of φ or V that are not kept for one tile at a time.
struct Tiling {
  /// Images of a block; the last block may have fewer.
  let imagesPerBlock: Int
  /// The most columns of a tile; a block's tiles are as wide as each other, or one less.
  let columnsPerTile: Int

  private let workload: Workload
  private var geometry: ConvolutionGeometry { workload.geometry }

  /// Blocks of some images that are one tile each.
  init(_ workload: Workload, imagesPerBlock: Int) {
    self.workload = workload
    self.imagesPerBlock = imagesPerBlock
    columnsPerTile = imagesPerBlock * workload.geometry.columnsPerImage
  }

  /// Images of the worker that has most.
  static func largestShare(_ workload: Workload) -> Int {
    (workload.geometry.l + workload.workers - 1) / workload.workers
  }

  /// Blocks of some images, in tiles of so many columns at most.
  init(_ workload: Workload, imagesPerBlock: Int, columnsPerTile: Int) {
    self.workload = workload
    self.imagesPerBlock = imagesPerBlock
    self.columnsPerTile = min(columnsPerTile, imagesPerBlock * workload.geometry.columnsPerImage)
  }

  /// Elements of one tile of φ or V for every worker; none where φ is Z itself and V is ΔZ.
  var tileCount: Int {
    geometry.phiIsInput ? 0 : geometry.phiRows * columnsPerTile * workload.workers
  }

  /// Elements of one block of S or Δ for every worker; none without pooling, where S lies in the
  /// output and Δ is as it came.
  var blockCount: Int {
    geometry.hasPooling
      ? geometry.dOut * imagesPerBlock * geometry.columnsPerImage * workload.workers : 0
  }

  /// A worker's part of scratch that holds as many columns for each worker.
  func part<T>(_ scratch: Matrix<T>, of worker: Worker, columns: Int) -> Matrix<T> {
    let each = scratch.columns / workload.workers
    return scratch[columns: each * worker.index..<each * worker.index + columns]
  }

  /// The blocks of a worker, as ranges of images.
  func blocks(of images: Range<Int>) -> [Range<Int>] {
    stride(from: images.lowerBound, to: images.upperBound, by: imagesPerBlock).map {
      $0..<min($0 + imagesPerBlock, images.upperBound)
    }
  }

  /// The tiles of a block, as ranges of columns of φ.
  func tiles(of images: Range<Int>) -> [Range<Int>] {
    let columns = geometry.columns(of: images)
    let count = (columns.count + columnsPerTile - 1) / columnsPerTile
    return (0..<count).map { tile in
      columns.lowerBound + columns.count * tile / count..<columns.lowerBound + columns.count
        * (tile + 1) / count
    }
  }
}

extension ConvolutionGeometry {
  /// The columns of φ, or of S, of some neighbouring images.
  func columns(of images: Range<Int>) -> Range<Int> {
    images.lowerBound * columnsPerImage..<images.upperBound * columnsPerImage
  }

  /// The columns of Z of some neighbouring images.
  func pixels(of images: Range<Int>) -> Range<Int> {
    images.lowerBound * pixelsPerImage..<images.upperBound * pixelsPerImage
  }

  /// The columns of the output of some neighbouring images.
  func outputs(of images: Range<Int>) -> Range<Int> {
    images.lowerBound * outputsPerImage..<images.upperBound * outputsPerImage
  }

  /// Z as a matrix, d × (b·a·l).
  func input<T>(_ buffer: borrowing Buffer<T>) -> Matrix<T> {
    buffer.matrix(rows: d, columns: pixelsPerImage * l)
  }

  /// W as a matrix, d_out × K.
  func weight<T>(_ buffer: borrowing Buffer<T>) -> Matrix<T> {
    buffer.matrix(rows: dOut, columns: phiRows)
  }

  /// Z' or its Δ as a matrix, d_out × (b_out·a_out·l).
  func output<T>(_ buffer: borrowing Buffer<T>) -> Matrix<T> {
    buffer.matrix(rows: dOut, columns: outputsPerImage * l)
  }

  /// All whole columns of φ or V that a buffer has, K × columns.
  func tiles<T>(_ buffer: borrowing Buffer<T>) -> Matrix<T> {
    buffer.matrix(rows: phiRows, columns: buffer.count / phiRows)
  }
}
