// swift-tools-version: 6.3
import PackageDescription

let package = Package(
  name: "phibench",
  products: [
    .library(name: "Convolution", targets: ["Convolution"]),
    .library(name: "Correctness", targets: ["Correctness"]),
    .library(name: "Measurement", targets: ["Measurement"]),
    .library(name: "Networks", targets: ["Networks"]),
    .library(name: "Reporting", targets: ["Reporting"]),
    .library(name: "Sweeps", targets: ["Sweeps"]),
    .executable(name: "phibench", targets: ["phibench"]),
  ],
  dependencies: [
    // The command line: parsing, validation, help, completions and manual page.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Files with typed errors, appended to and flushed as the CSV wants it.
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    // Child processes without a shell, their input, output and status typed.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    // YAML with a line mark on every node, so that an error can name its line.
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    // `make docs`, and nothing that is built: no target depends on it.
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
  ],
  targets: [
    // GEMM, and nothing else, by OpenBLAS.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    // A core for each worker.
    .systemLibrary(name: "CScheduling"),
    .target(
      name: "Convolution", dependencies: ["COpenBLAS", "CScheduling"],
      swiftSettings: [.strictMemorySafety()]),
    .target(
      name: "Measurement",
      dependencies: [
        "Convolution", .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: [.strictMemorySafety()]),
    .target(
      name: "Sweeps",
      dependencies: [
        "Convolution", "Measurement", "Yams",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    // Least squares by LAPACK, which OpenBLAS brings.
    .target(
      name: "Complexity", dependencies: ["COpenBLAS", "Convolution", "Measurement", "Sweeps"],
      swiftSettings: [.strictMemorySafety()]),
    .target(
      name: "Reporting",
      dependencies: [
        "Complexity", "Convolution", "Measurement", "Sweeps",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .target(name: "Networks", dependencies: ["Convolution", "Measurement", "Sweeps"]),
    .target(name: "Correctness", dependencies: ["Convolution", "Measurement"]),
    .executableTarget(
      name: "phibench",
      dependencies: [
        "Complexity", "Convolution", "Correctness", "Measurement", "Networks", "Reporting",
        "Sweeps",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // What tests of several modules need: no product, built for them alone.
    .target(name: "TestFixtures", dependencies: ["Measurement"], path: "Tests/TestFixtures"),
    .testTarget(name: "ConvolutionTests", dependencies: ["Convolution"]),
    .testTarget(
      name: "CorrectnessTests", dependencies: ["Convolution", "Correctness", "Measurement"],
      // Read where they lie, by the path of the tests' source.
      exclude: ["Golden"]),
    .testTarget(
      name: "ComplexityTests",
      dependencies: ["Complexity", "Convolution", "Measurement", "Sweeps"]),
    .testTarget(
      name: "MeasurementTests",
      dependencies: [
        "Convolution", "Measurement", "TestFixtures", "phibench",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .testTarget(
      name: "NetworksTests",
      dependencies: ["Convolution", "Correctness", "Measurement", "Networks", "Sweeps"]),
    .testTarget(
      name: "phibenchTests",
      dependencies: [
        "phibench", "Convolution", "Measurement", "Networks", "Sweeps", "TestFixtures",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Complexity", "Convolution", "Measurement", "Reporting", "Sweeps", "TestFixtures",
      ]),
    .testTarget(
      name: "SweepsTests", dependencies: ["Convolution", "Measurement", "Sweeps", "TestFixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
