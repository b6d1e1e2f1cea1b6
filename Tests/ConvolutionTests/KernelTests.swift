import Convolution
import Testing

/// Kernels against their equations. Values are small whole numbers, so that sums are exact in any
/// order and equality is equality.
@Suite struct KernelTests {
  private let memory = Memory()

  private func numbers(_ count: Int, seed: UInt64) -> [Double] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(Int(state >> 60)) - 8
    }
  }

  private func buffer(_ values: [Double]) throws -> Buffer<Double> {
    let buffer = try Buffer<Double>(values.count, from: memory, for: .inputs)
    buffer.vector.fill(with: values)
    return buffer
  }

  private func phi(_ z: [Double], _ layer: ConvolutionGeometry, columns: Range<Int>) throws
    -> [Double]
  {
    let input = try buffer(z)
    // What is not written would show.
    let result = try buffer(Array(repeating: .nan, count: layer.phiRows * columns.count))
    let matrix = result.matrix(rows: layer.phiRows, columns: columns.count)
    PhiKernel(
      layer, of: input.matrix(rows: layer.d, columns: layer.pixelsPerImage * layer.l),
      columns: columns, into: matrix
    ).executeUncounted()
    return matrix.copied()
  }

  private func col2im(_ v: [Double], _ layer: ConvolutionGeometry, cuts: [Int]) throws -> [Double] {
    let source = try buffer(v)
    let result = try buffer(Array(repeating: .nan, count: layer.inputCount))
    let all = source.matrix(rows: layer.phiRows, columns: layer.phiColumns)
    let target = result.matrix(rows: layer.d, columns: layer.pixelsPerImage * layer.l)
    for (from, to) in zip([0] + cuts, cuts + [layer.phiColumns]) {
      Col2imKernel(layer, of: all[columns: from..<to], columns: from..<to, into: target)
        .executeUncounted()
    }
    return target.copied()
  }

  private func dot(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test(arguments: Layers.all)
  func phiIsItsEquation(_ layer: ConvolutionGeometry) throws {
    let z = numbers(layer.inputCount, seed: 1)
    var expected: [Double] = []
    for i in 0..<layer.l {
      for y in 0..<layer.aConv {
        for x in 0..<layer.bConv {
          for ky in 0..<layer.h {
            for kx in 0..<layer.h {
              for c in 0..<layer.d {
                let v = y * layer.stride + ky - layer.padding
                let u = x * layer.stride + kx - layer.padding
                let isInside = 0..<layer.a ~= v && 0..<layer.b ~= u
                expected.append(
                  isInside ? z[c + layer.d * (u + layer.b * (v + layer.a * i))] : 0)
              }
            }
          }
        }
      }
    }
    #expect(try phi(z, layer, columns: 0..<layer.phiColumns) == expected)
    // Any part of the columns is the same part of φ.
    let third = layer.phiColumns / 3
    let part = third..<max(third + 1, 2 * third)
    let rows = layer.phiRows
    #expect(
      try phi(z, layer, columns: part)
        == Array(expected[part.lowerBound * rows..<part.upperBound * rows]))
  }

  /// ⟨φ x, y⟩ = ⟨x, φᵀ y⟩, exactly.
  @Test(arguments: Layers.all)
  func col2imIsTheAdjointOfPhi(_ layer: ConvolutionGeometry) throws {
    let x = numbers(layer.inputCount, seed: 2)
    let y = numbers(layer.phiCount, seed: 3)
    let forward = dot(try phi(x, layer, columns: 0..<layer.phiColumns), y)
    let whole = try col2im(y, layer, cuts: [])
    #expect(forward == dot(x, whole))
    // Tile by tile, within images and across them, it is the same.
    let n = layer.phiColumns
    let cuts = Set([n / 5, n / 2, n - 1].filter { 0 < $0 && $0 < n }).sorted()
    #expect(try col2im(y, layer, cuts: cuts) == whole)
  }

  /// ⟨P_pool x, y⟩ = ⟨x, P_poolᵀ y⟩, exactly; and P_pool chooses the first of the largest.
  @Test(arguments: Layers.all.filter(\.hasPooling))
  func unpoolingIsTheAdjointOfPooling(_ layer: ConvolutionGeometry) throws {
    let x = numbers(layer.convolvedCount, seed: 4)
    let y = numbers(layer.outputCount, seed: 5)
    let s = try buffer(x)
    let output = try buffer(Array(repeating: .nan, count: layer.outputCount))
    let choices = try Buffer<UInt16>(layer.outputCount, from: memory, for: .activations)
    let columns = layer.outputsPerImage * layer.l
    let choiceMatrix = choices.matrix(rows: layer.dOut, columns: columns)
    PoolKernel(
      layer, of: s.matrix(rows: layer.dOut, columns: layer.phiColumns),
      into: output.matrix(rows: layer.dOut, columns: columns), choices: choiceMatrix
    ).executeUncounted()
    let pooled = output.vector.copied()

    let delta = try buffer(y)
    let result = try buffer(Array(repeating: .nan, count: layer.convolvedCount))
    UnpoolKernel(
      layer, of: delta.matrix(rows: layer.dOut, columns: columns), choices: choiceMatrix,
      into: result.matrix(rows: layer.dOut, columns: layer.phiColumns)
    ).executeUncounted()
    #expect(dot(pooled, y) == dot(x, result.vector.copied()))

    let chosen = choiceMatrix.copied()
    let k = layer.pool
    for index in pooled.indices {
      let (window, channel) = index.quotientAndRemainder(dividingBy: layer.dOut)
      let (row, wx) = window.quotientAndRemainder(dividingBy: layer.bOut)
      let (i, wy) = row.quotientAndRemainder(dividingBy: layer.aOut)
      let values = (0..<k * k).map { place in
        let column = wx * k + place % k + layer.bConv * (wy * k + place / k + layer.aConv * i)
        return x[channel + layer.dOut * column]
      }
      let largest = try #require(values.max())
      #expect(pooled[index] == largest)
      #expect(Int(chosen[index]) == values.firstIndex(of: largest))
    }
  }

  @Test(arguments: [(1, 1), (3, 7), (16, 5), (37, 11)])
  func biasReLUAndItsMaskAreTheirEquations(rows: Int, columns: Int) throws {
    let s = numbers(rows * columns, seed: 6)
    let b = numbers(rows, seed: 7)
    let matrix = try buffer(s)
    let bias = try buffer(b)
    BiasReLUKernel(bias: bias.vector, s: matrix.matrix(rows: rows, columns: columns))
      .executeUncounted()
    #expect(matrix.vector.copied() == s.indices.map { max(0, s[$0] + b[$0 % rows]) })

    let z = numbers(rows * columns, seed: 8)
    let input = try buffer(z)
    let delta = try buffer(s)
    ReLUMaskKernel(input: input.vector, delta: delta.vector).executeUncounted()
    #expect(delta.vector.copied() == s.indices.map { z[$0] > 0 ? s[$0] : 0 })
  }

  @Test(arguments: [true, false])
  func rowSumsAreTheirEquation(accumulates: Bool) throws {
    let (rows, columns) = (19, 6)
    let values = numbers(rows * columns, seed: 9)
    let before = numbers(rows, seed: 10)
    let matrix = try buffer(values)
    let sums = try buffer(before)
    RowSumsKernel(
      of: matrix.matrix(rows: rows, columns: columns), into: sums.vector, accumulates: accumulates
    ).executeUncounted()
    let expected = (0..<rows).map { row in
      (0..<columns).reduce(accumulates ? before[row] : 0) { $0 + values[row + rows * $1] }
    }
    #expect(sums.vector.copied() == expected)
  }

  @Test(arguments: [false, true], [false, true])
  func aProductIsItsEquation(leftIsTransposed: Bool, rightIsTransposed: Bool) throws {
    let (m, k, n) = (5, 7, 3)
    let a = numbers(m * k, seed: 11)
    let b = numbers(k * n, seed: 12)
    let c = numbers(m * n, seed: 13)
    let left = try buffer(a)
    let right = try buffer(b)
    func factor(_ matrix: Matrix<Double>, _ isTransposed: Bool) -> MatrixProduct<Double>.Factor {
      isTransposed ? .transposed(matrix) : .plain(matrix)
    }
    let l =
      leftIsTransposed
      ? left.matrix(rows: k, columns: m) : left.matrix(rows: m, columns: k)
    let r =
      rightIsTransposed
      ? right.matrix(rows: n, columns: k) : right.matrix(rows: k, columns: n)
    for accumulates in [false, true] {
      let result = try buffer(accumulates ? c : Array(repeating: .nan, count: m * n))
      MatrixProduct(
        factor(l, leftIsTransposed), factor(r, rightIsTransposed),
        into: result.matrix(rows: m, columns: n), accumulates: accumulates
      ).executeUncounted()
      let expected = (0..<m * n).map { index in
        let (j, i) = index.quotientAndRemainder(dividingBy: m)
        return (0..<k).reduce(accumulates ? c[index] : 0) { sum, p in
          sum + a[leftIsTransposed ? p + k * i : i + m * p]
            * b[rightIsTransposed ? j + n * p : p + k * j]
        }
      }
      #expect(result.vector.copied() == expected)
    }
  }
}
