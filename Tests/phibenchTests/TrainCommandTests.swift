import Convolution
import Foundation
import TestFixtures
import Testing

@Suite struct TrainCommandTests {
  private let fixture: NetworkFixture

  init() throws {
    fixture = try NetworkFixture()
  }

  private func train(_ more: String...) async throws -> Program.Result {
    try await Program.run(
      ["train", fixture.network, "--images", fixture.images, "--labels", fixture.labels] + more)
  }

  private struct Row: Decodable {
    struct Result: Decodable {
      struct Epoch: Decodable {
        let loss: Double
        let accuracy: Double
        let testAccuracy: Double?
      }
      let epochs: [Epoch]
      let peakBytes: Int
      let peakBytesFormula: Int
    }
    let strategies: [String]
    let result: Result
  }

  private struct Report: Decodable {
    let results: [Row]
  }

  private func rows(_ result: Program.Result) throws -> [Row] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Report.self, from: Data(result.output.utf8)).results
  }

  @Test(arguments: ["1", "2"])
  func everyStrategyLearnsAlikeAndTakesTheMemoryOfItsFormula(threads: String) async throws {
    let result = try await train(
      "--json", "--threads", threads, "--test-images", fixture.images, "--test-labels",
      fixture.labels, "--epochs", "6")
    #expect(result.status == 0, "\(result.error)")
    let rows = try rows(result)
    #expect(rows.map(\.strategies) == Strategies.all.map { [$0.name, $0.name] })
    let first = try #require(rows.first?.result.epochs)
    #expect(first.count == 6)
    #expect(first[5].loss < 0.5 * first[0].loss)
    #expect(first[5].testAccuracy == 1)
    for row in rows {
      #expect(row.result.peakBytes == row.result.peakBytesFormula, "\(row.strategies)")
      for (epoch, other) in zip(row.result.epochs, first) {
        #expect(abs(epoch.loss - other.loss) <= 1e-4 * other.loss, "\(row.strategies)")
      }
    }
    #expect(rows[0].result.peakBytes > rows[1].result.peakBytes)
  }

  @Test func doublePrecisionDiffersLess() async throws {
    let rows = try rows(try await train("--json", "--precision", "double", "--momentum", "0"))
    #expect(rows.count > 1 && !rows[0].result.epochs.isEmpty)
    for row in rows {
      #expect(row.result.epochs.count == rows[0].result.epochs.count)
      for (epoch, other) in zip(row.result.epochs, rows[0].result.epochs) {
        #expect(abs(epoch.loss - other.loss) <= 1e-12 * other.loss, "\(row.strategies)")
      }
    }
  }

  @Test func theTableNamesEpochsStrategiesAndAgreement() async throws {
    let result = try await train("--strategy", "tiled,cached", "--epochs", "2")
    #expect(result.status == 0, "\(result.error)")
    let lines = result.output.split(separator: "\n")
    #expect(lines.filter { $0.hasPrefix("tiled ") }.count == 3)
    #expect(lines.filter { $0.hasPrefix("cached ") }.count == 3)
    #expect(result.output.contains("The strategies' losses lie within"))
    #expect(result.error == "")
  }

  @Test func aLossThatDoesNotStayFiniteEndsTheTraining() async throws {
    let result = try await train("--learning-rate", "1e30", "--strategy", "tiled")
    #expect(result.status == 1)
    #expect(result.error.contains("the loss is"))
    #expect(result.error.contains("a smaller learning rate than 1e+30"))
  }

  @Test(arguments: [
    (["--epochs", "0"], 64, "--epochs must be from 1 to 1000000"),
    (["--epochs", "9223372036854775807"], 64, "--epochs must be from 1"),
    (["--batch", "9223372036854775807"], 64, "is more than the 20 images"),
    (["--batch", "0"], 64, "--batch must be at least 1"),
    (["--batch", "21"], 64, "a mini-batch of 21 is more than the 20 images"),
    (["--learning-rate", "0"], 64, "--learning-rate must be above 0"),
    (["--momentum", "1"], 64, "--momentum must be"),
    (["--strategy", "magic"], 64, "there is no strategy 'magic'"),
    (["--threads", "0"], 64, "threads is 0"),
    (["--test-images", "x"], 64, "belong together"),
    (["--images", "/nowhere"], 66, "/nowhere does not exist"),
  ])
  func badOptionsGetOneSentence(
    arguments: [String], status: Int32, sentence: String
  ) async throws {
    let result = try await Program.run(
      ["train", fixture.network, "--images", fixture.images, "--labels", fixture.labels]
        + arguments)
    #expect(result.status == status, "\(result.error)")
    #expect(result.error.contains(sentence), "\(result.error)")
  }

  @Test func filesThatDoNotFitAreNamed() async throws {
    let classes: [UInt8] = [0, 1, 2, 0]
    let tall = try fixture.folder.file("tall", NetworkFixture.images(classes, a: 7))
    let labels = try fixture.folder.file("few", NetworkFixture.labels(classes))
    let other = try await Program.run([
      "train", fixture.network, "--images", tall, "--labels", labels, "--batch", "2",
    ])
    #expect(other.status == 65)
    #expect(
      other.error.contains(
        "tall: the images are 1 × 7 × 5 (d × a × b), but the network takes 1 × 6 × 5"))

    let few = try fixture.folder.file("fit", NetworkFixture.images([0, 1, 9, 0]))
    let wrong = try fixture.folder.file("wrong", NetworkFixture.labels([0, 1, 9, 0]))
    let label = try await Program.run([
      "train", fixture.network, "--images", few, "--labels", wrong, "--batch", "2",
    ])
    #expect(label.status == 65)
    #expect(
      label.error.contains(
        "wrong: the label of image 2 is 9, but the network has the classes 0 to 2"))

    let yaml = NetworkFixture.yaml.replacing("h: 2", with: "h: 20")
    let bad = try fixture.folder.file("bad.yaml", Array(yaml.utf8))
    let sizes = try await Program.run([
      "train", bad, "--images", fixture.images, "--labels", fixture.labels,
    ])
    #expect(sizes.status == 65)
    #expect(sizes.error.contains("layer 'two' gets 4 × 3 × 2 (d × a × b) from 'one'"))
  }
}
