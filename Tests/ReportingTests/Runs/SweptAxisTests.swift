import Convolution
import Foundation
import Measurement
import Results
import Sweeps
import TestFixtures
import Testing

@testable import Reporting

/// Points that differ in one parameter, or in two.
@Suite struct SweptAxisTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Layers of other names are a series like others, if they are three; two are a coincidence.
  @Test(arguments: [2, 3])
  func layersOfManyNamesCanBeASeries(count: Int) throws {
    let rows = try (1...count).flatMap { l in
      let point = try Fixture.point(layer: "layer \(l)", l: l)
      return [
        Fixture.step(point, "cached", seconds: 1), Fixture.step(point, "tiled", seconds: 2),
      ]
    }
    let sweep = try folder.run(rows)
    #expect(SweptAxis.all(of: sweep).map(\.parameter) == (count == 3 ? [.l] : []))
  }

  @Test func anAxisHasThePointsThatDifferInItAlone() throws {
    let axes = SweptAxis.all(of: try folder.run(try Fixture.sweep()))
    #expect(axes.map(\.parameter) == [.h, .d])
    #expect(axes[0].places.map(\.value) == [1, 3, 5, 7, 9])
    #expect(axes[1].places.map(\.value) == [8, 16, 32, 64])
    #expect(axes[0].common == "l 8, d 32, a 28, b 32, d_out 64")
    #expect(SweptPlane.largest(of: try folder.run(try Fixture.sweep())) == nil)
  }

  @Test func ofManyValuesSomeAreShownAndThatIsSaid() throws {
    let rows = try (1...450).map { Fixture.step(try Fixture.point(l: $0), "cached", seconds: 1) }
    let sweep = try folder.run(rows)
    let axis = try #require(SweptAxis.all(of: sweep).first)
    #expect(axis.count == 450)
    #expect(axis.places.count == 150)
    #expect(axis.places.first?.value == 1)
    #expect(sweep.figures[0].caption.contains("Of 450 values 150 are shown"))
  }

  @Test func aProductSweepHasAPlane() throws {
    var rows: [RecordedRow] = []
    for h in [1, 3, 5] {
      for d in [4, 8, 16, 32] {
        let point = try Fixture.point(d: d, h: h)
        rows.append(Fixture.step(point, "cached", seconds: 1))
        rows.append(Fixture.step(point, "recomputed", seconds: d > 8 ? 1.5 : 0.7, ratio: nil))
      }
    }
    let sweep = try folder.run(rows)
    let plane = try #require(SweptPlane.largest(of: sweep))
    #expect((plane.x, plane.y) == (.h, .d))
    #expect(plane.places.count == 12)
    let figure = try #require(sweep.mapFigure)
    #expect(figure.plot.cells.count == 12)
    #expect(Set(figure.plot.cells.map(\.text)) == ["0.70", "1.50"])
    // With h = 1 φ(pad(Z)) is Z: nothing is kept, and nothing is told of keeping.
    #expect(figure.caption.contains("Blue: keeping φ saves time there (4 of 8 points"))
    #expect(figure.caption.contains("Grey: φ(pad(Z)) is Z itself there"))
    for cell in figure.plot.cells {
      #expect((cell.colour == ReportedRun.neutral) == (cell.x == 0))
    }
  }
}
