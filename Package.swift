// swift-tools-version: 6.3
import PackageDescription

let package = Package(
  name: "phibench",
  products: [
    .library(name: "Convolution", targets: ["Convolution"]),
    .executable(name: "phibench", targets: ["phibench"]),
  ],
  dependencies: [
    // The command line: parsing, validation, help, completions and manual page.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Child processes without a shell: perf, and phibench itself in a fresh address space.
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // GEMM, and nothing else, by OpenBLAS.
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .target(
      name: "Convolution", dependencies: ["COpenBLAS"], swiftSettings: [.strictMemorySafety()]),
    .target(
      name: "Measurement",
      dependencies: ["Convolution", .product(name: "Subprocess", package: "swift-subprocess")],
      swiftSettings: [.strictMemorySafety()]),
    .executableTarget(
      name: "phibench",
      dependencies: [
        "Convolution", "Measurement",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "MeasurementTests",
      dependencies: [
        "Convolution", "Measurement", "phibench",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
