import Glibc

/// How a worker cuts its images into pieces: the images into blocks, a block's columns into tiles.
///
/// Each product spans one tile. S before pooling and Δ after unpooling exist for one block at a
/// time, columns of φ or V that are not kept for one tile at a time.
struct Tiling {
  /// Images of a block; the last block may have fewer.
  let imagesPerBlock: Int
  /// The most columns of a tile; a block's tiles are as wide as each other, or one less.
  let tileColumns: Int

  let workload: Workload
  private var geometry: ConvolutionGeometry { workload.geometry }

  /// Blocks of some images that are one tile each.
  init(_ workload: Workload, imagesPerBlock: Int) {
    self.workload = workload
    self.imagesPerBlock = imagesPerBlock
    tileColumns = imagesPerBlock * workload.geometry.columnsPerImage
  }

  /// Images of the worker that has most.
  static func largestShare(_ workload: Workload) -> Int {
    (workload.geometry.l + workload.workers - 1) / workload.workers
  }

  /// Blocks of some images, in tiles of so many columns at most.
  init(_ workload: Workload, imagesPerBlock: Int, tileColumns: Int) {
    self.workload = workload
    self.imagesPerBlock = imagesPerBlock
    self.tileColumns = min(tileColumns, imagesPerBlock * workload.geometry.columnsPerImage)
  }

  /// Tiles of columns that stay in the L2 cache between the operations that write and read them,
  /// across image borders; or as wide as the workload wants them.
  init(inCacheFor workload: Workload) {
    let columns = workload.tileColumns ?? workload.tileColumns(forL2Bytes: Self.l2Bytes)
    // Without pooling S and Δ need no scratch, and a tile may begin and end within any image.
    let images =
      workload.geometry.hasPooling
      ? max(1, columns / workload.geometry.columnsPerImage) : Int.max
    self.init(
      workload, imagesPerBlock: min(images, Self.largestShare(workload)), tileColumns: columns)
  }

  /// The bytes of this processor's L2 cache.
  static let l2Bytes: Int = {
    let bytes = sysconf(Int32(_SC_LEVEL2_CACHE_SIZE))
    // A machine that does not say has 1 MiB at least, if it is not very old.
    return bytes > 0 ? bytes : 1 << 20
  }()

  /// The fewest columns of a tile, even where they do not fit into the cache, and d_out if that is
  /// more. Each tile reads all of W, h·h·d·d_out elements, each for as many FLOPs as there are
  /// columns, and φ for as many as there are rows of W; below this the one costs more than the
  /// cache saves with the other.
  fileprivate static let fewestColumns = 256
  /// The most columns of a tile: wider products are no faster, and their S no longer stays in the
  /// cache for the bias and ReLU.
  fileprivate static let mostColumns = 1024

  /// Elements of one tile of φ or V for every worker; none where φ is Z itself and V is ΔZ.
  var tileCount: Int {
    geometry.phiIsInput ? 0 : geometry.phiRows * tileColumns * workload.workers
  }

  /// Elements of one block of S or Δ for every worker; none without pooling, where S lies in the
  /// output and Δ is as it came.
  var blockCount: Int {
    geometry.hasPooling
      ? geometry.dOut * imagesPerBlock * geometry.columnsPerImage * workload.workers : 0
  }

  /// Elements of one block of Wᵀ, as V = Wᵀ Δ turns it round, for every worker; none where no input
  /// gradient is wanted.
  var turnedCount: Int {
    workload.inputGradient
      ? ProductBlocks.turnedCount(m: geometry.phiRows, k: geometry.dOut) * workload.workers : 0
  }

  /// A worker's part of scratch that holds as many columns for each worker.
  func part<T>(_ scratch: Matrix<T>, of worker: Worker, columns: Int) -> Matrix<T> {
    let each = scratch.columns / workload.workers
    return scratch[columns: each * worker.index..<each * worker.index + columns]
  }

  /// The blocks of a worker, as ranges of images.
  func blocks(of images: Range<Int>) -> some Sequence<Range<Int>> {
    stride(from: images.lowerBound, to: images.upperBound, by: imagesPerBlock).lazy.map {
      $0..<min($0 + imagesPerBlock, images.upperBound)
    }
  }

  /// The tiles of a block, as ranges of columns of φ.
  func tiles(of images: Range<Int>) -> some Collection<Range<Int>> {
    let columns = geometry.columns(of: images)
    let count = (columns.count + tileColumns - 1) / tileColumns
    return (0..<count).lazy.map { columns.part($0, of: count) }
  }
}

extension Workload {
  /// The columns of a tile that stays in an L2 cache of some bytes, here or on another machine.
  package func tileColumns(forL2Bytes bytes: Int) -> Int {
    // Half of the cache is for a tile, the rest for what the products read and write beside it.
    let fitting = bytes / 2 / (geometry.phiRows * precision.bytes)
    return min(max(fitting, Tiling.fewestColumns, geometry.dOut), Tiling.mostColumns)
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
