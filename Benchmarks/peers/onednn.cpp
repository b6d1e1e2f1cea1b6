// Times convolution layers by oneDNN: a peer of phibench's strategies, for `make peers`.
//
//   g++ -O2 -std=c++17 onednn.cpp -o onednn -ldnnl        (Debian: libdnnl-dev)
//   echo 16 64 56 56 64 3 1 1 1 5 | OMP_NUM_THREADS=1 ./onednn
//
// A line of input is a layer and how many steps to time: l d a b d_out h stride padding
// input_gradient steps. The answer is one line of seconds per step: forward, backward, and the
// ReLU mask that is a part of backward. A step does what phibench's does: σ(W φ + b 1ᵀ); ∂ξ/∂W and
// ∂ξ/∂b; and, where the input's gradient is wanted, that gradient ⊙ I[Z].
//
// The setting is the kindest to oneDNN: single precision, memory formats of its own choice for each
// operation, reorders between them not counted, bias and ReLU fused into the convolution.
#include <dnnl.hpp>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

using namespace dnnl;
using Clock = std::chrono::steady_clock;

namespace {

struct Layer {
  memory::dim l, d, a, b, dOut, h, stride, padding;
  bool inputGradient;

  bool operator==(const Layer& other) const {
    return l == other.l && d == other.d && a == other.a && b == other.b && dOut == other.dOut &&
           h == other.h && stride == other.stride && padding == other.padding &&
           inputGradient == other.inputGradient;
  }
};

struct Seconds {
  double forward, backward, mask;
};

double seconds(Clock::time_point from, Clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

// Memory in a format of oneDNN's choice, with values around 0.
memory filled(const memory::desc& desc, const engine& cpu) {
  memory result(desc, cpu);
  float* values = static_cast<float*>(result.get_data_handle());
  const size_t count = desc.get_size() / sizeof(float);
  for (size_t i = 0; i < count; ++i)
    values[i] = static_cast<float>((i * 2654435761u) & 1023) / 1024.0f - 0.5f;
  return result;
}

// One layer's primitives with all that they read and write.
class Step {
 public:
  Step(const Layer& layer, const engine& cpu) : layer_(layer), queue_(cpu) {
    const auto f32 = memory::data_type::f32;
    const auto any = memory::format_tag::any;
    const auto direct = algorithm::convolution_direct;
    const memory::dim aConv = (layer.a + 2 * layer.padding - layer.h) / layer.stride + 1;
    const memory::dim bConv = (layer.b + 2 * layer.padding - layer.h) / layer.stride + 1;
    const memory::desc z({layer.l, layer.d, layer.a, layer.b}, f32, any);
    const memory::desc w({layer.dOut, layer.d, layer.h, layer.h}, f32, any);
    const memory::desc bias({layer.dOut}, f32, memory::format_tag::a);
    const memory::desc s({layer.l, layer.dOut, aConv, bConv}, f32, any);
    const memory::dims stride = {layer.stride, layer.stride};
    const memory::dims padding = {layer.padding, layer.padding};

    post_ops relu;
    relu.append_eltwise(1.0f, algorithm::eltwise_relu, 0.0f, 0.0f);
    primitive_attr fused;
    fused.set_post_ops(relu);
    const convolution_forward::primitive_desc forward(
        {prop_kind::forward_training, direct, z, w, bias, s, stride, padding, padding}, fused, cpu);
    const convolution_backward_weights::primitive_desc weights(
        {direct, z, w, bias, s, stride, padding, padding}, cpu, forward);
    const convolution_backward_data::primitive_desc input(
        {direct, z, w, s, stride, padding, padding}, cpu, forward);
    // I[Z] is taken in the format that the gradient has.
    const eltwise_forward::primitive_desc reluForward(
        {prop_kind::forward_training, algorithm::eltwise_relu, input.diff_src_desc(), 0.0f}, cpu);
    const eltwise_backward::primitive_desc mask(
        {algorithm::eltwise_relu, input.diff_src_desc(), input.diff_src_desc(), 0.0f}, cpu,
        reluForward);

    add(forward_, convolution_forward(forward),
        {{DNNL_ARG_SRC, forward.src_desc()},
         {DNNL_ARG_WEIGHTS, forward.weights_desc()},
         {DNNL_ARG_BIAS, forward.bias_desc()},
         {DNNL_ARG_DST, forward.dst_desc()}},
        cpu);
    add(weights_, convolution_backward_weights(weights),
        {{DNNL_ARG_SRC, weights.src_desc()},
         {DNNL_ARG_DIFF_DST, weights.diff_dst_desc()},
         {DNNL_ARG_DIFF_WEIGHTS, weights.diff_weights_desc()},
         {DNNL_ARG_DIFF_BIAS, weights.diff_bias_desc()}},
        cpu);
    if (!layer.inputGradient) return;
    add(input_, convolution_backward_data(input),
        {{DNNL_ARG_DIFF_DST, input.diff_dst_desc()},
         {DNNL_ARG_WEIGHTS, input.weights_desc()},
         {DNNL_ARG_DIFF_SRC, input.diff_src_desc()}},
        cpu);
    add(mask_, eltwise_backward(mask), {{DNNL_ARG_SRC, input.diff_src_desc()}}, cpu);
    mask_.arguments.insert({DNNL_ARG_DIFF_DST, input_.arguments.at(DNNL_ARG_DIFF_SRC)});
    mask_.arguments.insert({DNNL_ARG_DIFF_SRC, input_.arguments.at(DNNL_ARG_DIFF_SRC)});
  }

  const Layer& layer() const { return layer_; }

  Seconds run() {
    const auto start = Clock::now();
    execute(forward_);
    const auto forward = Clock::now();
    execute(weights_);
    if (layer_.inputGradient) execute(input_);
    const auto gradients = Clock::now();
    if (layer_.inputGradient) execute(mask_);
    const auto end = Clock::now();
    return {seconds(start, forward), seconds(forward, end), seconds(gradients, end)};
  }

 private:
  struct Operation {
    primitive run;
    std::unordered_map<int, memory> arguments;
  };

  void add(Operation& operation, const primitive& run,
           const std::vector<std::pair<int, memory::desc>>& arguments, const engine& cpu) {
    operation.run = run;
    for (const auto& argument : arguments)
      operation.arguments.insert({argument.first, filled(argument.second, cpu)});
  }

  void execute(const Operation& operation) {
    operation.run.execute(queue_, operation.arguments);
    queue_.wait();
  }

  Layer layer_;
  stream queue_;
  Operation forward_, weights_, input_, mask_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::strcmp(argv[1], "--version") == 0) {
    const version_t* v = dnnl::version();
    std::printf("oneDNN %d.%d.%d\n", v->major, v->minor, v->patch);
    return 0;
  }
  const engine cpu(engine::kind::cpu, 0);
  std::unique_ptr<Step> step;
  std::string line;
  while (std::getline(std::cin, line)) {
    std::istringstream fields(line);
    Layer layer;
    int steps;
    if (!(fields >> layer.l >> layer.d >> layer.a >> layer.b >> layer.dOut >> layer.h >>
          layer.stride >> layer.padding >> layer.inputGradient >> steps)) {
      std::fprintf(stderr, "onednn: '%s' is no layer\n", line.c_str());
      return 65;
    }
    try {
      if (!step || !(step->layer() == layer)) {
        step.reset();
        step = std::make_unique<Step>(layer, cpu);
      }
      step->run();  // warms up
      for (int i = 0; i < steps; ++i) {
        const Seconds s = step->run();
        std::printf("%.9f %.9f %.9f\n", s.forward, s.backward, s.mask);
      }
    } catch (const error& failure) {
      std::fprintf(stderr, "onednn: %s: %s\n", line.c_str(), failure.what());
      return 1;
    }
    std::fflush(stdout);
  }
}
