import Measurement
import Testing

@Suite struct LabelledImagesTests {
  private let images: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + (1...12).map(UInt8.init)
  private let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9]

  @Test func bothFilesAreRead() throws {
    let labelled = try LabelledImages(images: images, labels: labels)
    #expect(labelled.count == 2)
    #expect(labelled.a == 2)
    #expect(labelled.b == 3)
    #expect(labelled.pixels == (1...12).map(UInt8.init))
    #expect(labelled.labels == [7, 9])
  }

  private func problem(_ images: [UInt8], _ labels: [UInt8]) -> IDXError? {
    #expect(throws: IDXError.self) { try LabelledImages(images: images, labels: labels) }
  }

  @Test func liesAndGapsAreNamed() {
    #expect(problem([], labels)?.problem == .headerTruncated(bytes: 0, header: 16))
    #expect(
      problem(Array(images.prefix(15)), labels)?.problem
        == .headerTruncated(bytes: 15, header: 16))
    #expect(problem(images.dropLast(), labels)?.problem == .wrongLength(found: 11, promised: 12))
    #expect(problem(images + [0], labels)?.problem == .wrongLength(found: 13, promised: 12))
    #expect(
      problem(labels + images, labels)?.problem
        == .wrongMagic(found: 0x0801, expected: 0x0803))
    #expect(problem(images, images)?.kind == .labels)
    #expect(
      problem(images, [0, 0, 8, 1, 0, 0, 0, 1, 7])?.problem
        == .countsDiffer(images: 2, labels: 1))
    #expect(problem([0, 0, 8, 3] + [UInt8](repeating: 0, count: 12), labels)?.problem == .empty)
    let absurd = [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12)
    #expect(problem(absurd, labels)?.problem == .wrongLength(found: 0, promised: Int.max))
  }
}
