import Convolution

/// Why a network cannot be trained, or not go on.
package enum TrainingError: Error, Hashable, Sendable {
  /// The images have another shape than the network takes.
  case imagesDoNotFit(images: ImageShape, network: ImageShape)
  /// An image's label is none of the network's classes.
  case labelOutOfRange(label: Int, image: Int, classes: Int)
  /// The mini-batch has more images than there are.
  case batchTooLarge(batch: Int, images: Int)
  /// The mini-batch does not suit the network.
  case network(NetworkError)
  /// The loss is infinite or no number.
  case lossNotFinite(loss: Double, epoch: Int, step: Int, learningRate: Double)
  /// A buffer was not given.
  case outOfMemory(OutOfMemory)
}

extension TrainingError: CustomStringConvertible {
  /// One clear sentence without a full stop.
  package var description: String {
    switch self {
    case .imagesDoNotFit(let images, let network):
      "the images are \(images) (d × a × b), but the network takes \(network)"
    case .labelOutOfRange(let label, let image, let classes):
      "the label of image \(image) is \(label), but the network has the classes 0 to \(classes - 1)"
    case .batchTooLarge(let batch, let images):
      "a mini-batch of \(batch) is more than the \(images) images that there are"
    case .network(let error): error.description
    case .lossNotFinite(let loss, let epoch, let step, let rate):
      "the loss is \(loss) at epoch \(epoch), step \(step): a smaller learning rate than \(rate) "
        + "may help"
    case .outOfMemory(let error): error.description
    }
  }
}
