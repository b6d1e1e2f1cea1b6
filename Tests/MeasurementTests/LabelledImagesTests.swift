import Machine
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

  private func problem(_ images: [UInt8], _ labels: [UInt8]) -> String? {
    #expect(throws: Refusal.self) { try LabelledImages(images: images, labels: labels) }?
      .description
  }

  @Test func liesAndGapsAreNamed() {
    let header = "fewer than the 16 of an IDX header of images"
    #expect(problem([], labels) == "images: the file has 0 bytes, \(header)")
    #expect(problem(Array(images.prefix(15)), labels) == "images: the file has 15 bytes, \(header)")
    let promised = "images: the header promises 12 bytes of images"
    #expect(problem(images.dropLast(), labels) == "\(promised), but 11 follow")
    #expect(problem(images + [0], labels) == "\(promised), but more follow")
    #expect(
      problem(labels + images, labels)
        == "images: the magic number is 0x00000801, but IDX images have 0x00000803; images and labels may be swapped"
    )
    #expect(
      problem(images, images)
        == "labels: the magic number is 0x00000803, but IDX labels have 0x00000801; images and labels may be swapped"
    )
    #expect(
      problem(images, [0, 0, 8, 1, 0, 0, 0, 1, 7]) == "labels: there are 1 labels for 2 images")
    #expect(
      problem([0, 0, 8, 3] + [UInt8](repeating: 0, count: 12), labels)
        == "images: the header says that a size is 0")
    let absurd = [0, 0, 8, 3] + [UInt8](repeating: 255, count: 12)
    #expect(
      problem(absurd, labels)
        == "images: the header promises \(Int.max) bytes of images, but 0 follow")
  }
}
