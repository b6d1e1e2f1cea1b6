// swift-tools-version: 6.3
import PackageDescription

let package = Package(
  name: "phibench",
  products: [
    .executable(name: "phibench", targets: ["phibench"]),
    // What Fuzz, a package of its own, feeds.
    .library(name: "Readers", targets: ["Readers"]),
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
    // Calls of Linux that Swift's module of the C library lacks.
    .systemLibrary(name: "CLinux"),
    // Images come compressed by gzip.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // Which vectors the build has, and a processor that lacks them told before they are used.
    .target(name: "CVectorUnit"),
    // Work that no library, compiler or flag changes, to measure times by.
    .target(name: "CYardstick"),
    // The command line as it was given, and an environment in which OpenBLAS starts no threads.
    .target(name: "CStart", dependencies: ["CVectorUnit"]),
    .target(
      name: "Convolution", dependencies: ["COpenBLAS", "CLinux", "CVectorUnit"],
      swiftSettings: [.strictMemorySafety()]),
    .target(name: "Correctness", dependencies: ["Convolution"]),
    .target(
      name: "Machine",
      dependencies: [
        "CLinux", "Convolution", "CStart",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: [.strictMemorySafety()]),
    .target(
      name: "Measurement", dependencies: ["CYardstick", "CZlib", "Convolution", "Machine"],
      swiftSettings: [.strictMemorySafety()]),
    .target(
      name: "Results",
      dependencies: [
        "Convolution", "Machine", "Measurement",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: [.strictMemorySafety()]),
    .target(
      name: "Sweeps",
      dependencies: [
        "Convolution", "Machine", "Measurement", "Results", "Yams",
        .product(name: "SystemPackage", package: "swift-system"),
      ]),
    // Least squares by LAPACK, which OpenBLAS brings.
    .target(
      name: "Analysis",
      dependencies: ["COpenBLAS", "Convolution", "Machine", "Measurement", "Results"],
      swiftSettings: [.strictMemorySafety()]),
    .target(
      name: "Networks",
      dependencies: [
        "Convolution", "Correctness", "Machine", "Measurement", "Results", "Sweeps",
      ]),
    .target(
      name: "Reporting",
      dependencies: [
        "Analysis", "Convolution", "Correctness", "Machine", "Measurement", "Networks", "Results",
        "Sweeps", .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      resources: [.embedInCode("Document/page.css")]),
    // Compiles into the program which commit it is built from.
    .plugin(name: "IdentifyBuild", capability: .buildTool()),
    .executableTarget(
      name: "phibench",
      dependencies: [
        "Analysis", "Convolution", "Correctness", "Machine", "Measurement", "Networks", "Reporting",
        "Results", "Sweeps",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // What `phibench verify` measures: a part of the program, so that it is found wherever that is.
      resources: [.embedInCode("Resources/verify.yaml")],
      plugins: ["IdentifyBuild"]),
    .target(
      name: "Readers",
      dependencies: [
        "Convolution", "Correctness", "Machine", "Measurement", "Networks", "Reporting", "Results",
        "Sweeps",
      ], path: "Fuzz/Readers"),
    // What tests of several modules need: no product, built for them alone.
    .target(
      name: "TestFixtures", dependencies: ["Convolution", "Machine"], path: "Tests/TestFixtures"),
    .testTarget(name: "ConvolutionTests", dependencies: ["Convolution", "Correctness"]),
    .testTarget(
      name: "CorrectnessTests", dependencies: ["Convolution", "Correctness", "TestFixtures"],
      // Read where they lie, by the path of the tests' source.
      exclude: ["Golden"]),
    .testTarget(
      name: "MachineTests",
      dependencies: [
        "Convolution", "Machine", "Measurement", "TestFixtures",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
    .testTarget(
      name: "MeasurementTests",
      dependencies: ["CYardstick", "Convolution", "Machine", "Measurement", "TestFixtures"]),
    .testTarget(
      name: "ResultsTests",
      dependencies: ["Convolution", "Machine", "Measurement", "Results", "TestFixtures"]),
    .testTarget(
      name: "SweepsTests",
      dependencies: [
        "Convolution", "Machine", "Measurement", "Results", "Sweeps", "TestFixtures",
      ]),
    .testTarget(
      name: "AnalysisTests",
      dependencies: [
        "Analysis", "Convolution", "Machine", "Measurement", "Results", "Sweeps", "TestFixtures",
      ]
    ),
    .testTarget(
      name: "NetworksTests",
      dependencies: [
        "Convolution", "Correctness", "Machine", "Measurement", "Networks", "Results", "Sweeps",
        "TestFixtures",
      ]),
    .testTarget(
      name: "ReportingTests",
      dependencies: [
        "Analysis", "Convolution", "Correctness", "Machine", "Measurement", "Networks",
        "Reporting", "Results", "Sweeps", "TestFixtures",
      ],
      // Read where they lie, by the path of the tests' source.
      exclude: ["Snapshots"]),
    .testTarget(
      name: "phibenchTests",
      dependencies: [
        "phibench", "Convolution", "Machine", "Measurement", "Networks", "Results", "Sweeps",
        "TestFixtures", .product(name: "Subprocess", package: "swift-subprocess"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
