"""Files of TorchScript that are to be refused, beside those of docs/examples/any_network.py; run in the root with the folder."""
import torch, sys, os
from torch import nn
sys.path.insert(0, 'docs/examples')
import any_network as a
f=sys.argv[1]
torch.manual_seed(1)
torch.jit.trace(a.Vgg().train(), torch.zeros(2,1,8,8), check_trace=False).save(f+"/training-mode.pt")
class Fixed(nn.Module):
    def __init__(self):
        super().__init__(); self.l=nn.Linear(64,3)
    def forward(self,x): return self.l(x.view(4,64))
torch.jit.trace(Fixed(), torch.zeros(4,1,8,8)).save(f+"/fixed-batch.pt")
class Pair(nn.Module):
    def __init__(self):
        super().__init__(); self.l=nn.Linear(64,3)
    def forward(self,x):
        y=self.l(x.flatten(1)); return y*2, y
torch.jit.script(Pair()).save(f+"/tuple.pt")
class Sum(nn.Module):
    def forward(self,x): return x.flatten(1)[:,:3]
torch.jit.script(Sum()).save(f+"/no-parameters.pt")
m=Fixed(); 
with torch.no_grad(): m.l.weight[0,0]=float('nan')
torch.jit.script(m).save(f+"/nan.pt")
torch.jit.script(Pair().half()).save(f+"/half.pt")
torch.save(Pair().state_dict(), f+"/state-dict.pt")
torch.jit.trace(nn.Sequential(nn.Linear(4,5),nn.ReLU(),nn.Linear(5,3)), torch.zeros(2,4)).save(f+"/table.pt")
# Losses, slopes and curvatures along r of other objectives than cross-entropy, in double precision.
import json, numpy
F=nn.functional
pixels,labels=a.images()
x=((torch.from_numpy(pixels).float()/255-0.5)/0.25).double(); y=torch.from_numpy(labels)
weights=torch.tensor([1.0,2.0,0.5],dtype=torch.float64); hot=F.one_hot(y,3).double()
objectives={
    "cross-entropy": lambda z,how: F.cross_entropy(z,y,reduction=how),
    "smoothed": lambda z,how: F.cross_entropy(z,y,label_smoothing=0.1,reduction=how),
    "weighted": lambda z,how: F.cross_entropy(z,y,weight=weights,label_smoothing=0.1,reduction=how),
    "mse": lambda z,how: F.mse_loss(z,hot,reduction=how),
    "bce": lambda z,how: F.binary_cross_entropy_with_logits(z,hot,reduction=how)}
golden={}
for name in ("mlp","resnet"):
    net=torch.jit.load(f"{f}/{name}.pt").double().eval(); ps=list(net.parameters())
    n=sum(p.numel() for p in ps); r=(torch.sin(torch.arange(1,n+1,dtype=torch.float64))/10).float().double()
    rs,o=[],0
    for p in ps: rs.append(r[o:o+p.numel()].view(p.shape)); o+=p.numel()
    golden[name]={}
    for key,loss in objectives.items():
        mean=loss(net(x),"mean"); each=loss(net(x),"none").detach()
        g=torch.autograd.grad(mean,ps,create_graph=True); slope=sum((p*q).sum() for p,q in zip(g,rs))
        h=torch.autograd.grad(slope,ps); golden[name][key]={"mean":mean.item(),
            "each":(each if each.dim()==1 else each.mean(1)).tolist(),
            "slope":slope.item(),"curvature":sum((p*q).sum() for p,q in zip(h,rs)).item()}
json.dump(golden,open(f+"/objectives.json","w"),indent=1)
class One(nn.Module):
    def __init__(self):
        super().__init__(); self.l=nn.Linear(64,1)
    def forward(self,x): return self.l(x.flatten(1)).squeeze(1)
torch.manual_seed(1)
one=One(); torch.jit.trace(one, torch.zeros(2,1,8,8)).save(f+"/one-logit.pt")
two=labels<2; numpy.savez(f+"/two-classes.npz",x=pixels[two],y=labels[two])
xs=((torch.from_numpy(pixels[two]).float()/255-0.5)/0.25).double(); ys=torch.from_numpy(labels[two])
print("one logit, bce:",F.binary_cross_entropy_with_logits(one.double()(xs),ys.double()).item())
class Moves(nn.Module):
    def __init__(self):
        super().__init__(); self.l=nn.Linear(64,3)
    def forward(self,x): return self.l(x.flatten(1).to("cuda").cpu())
torch.jit.script(Moves()).save(f+"/moves-to-gpu.pt")
class Shared(nn.Module):
    def __init__(self):
        super().__init__(); self.l=nn.Linear(64,3); self.register_buffer("copy", self.l.weight.data)
    def forward(self,x): return self.l(x.flatten(1))+self.copy.sum()
torch.jit.script(Shared()).save(f+"/shared-buffer.pt")
class Decoder(nn.Module):
    def __init__(self):
        super().__init__(); self.l=nn.Linear(64,8); self.up=nn.ConvTranspose2d(2,3,2,stride=2); self.register_buffer("scale",torch.ones(1))
    def forward(self,x): return self.up(self.l(x.flatten(1)).view(-1,2,2,2)).mean((2,3))*self.scale
torch.manual_seed(1)
torch.jit.trace(Decoder(), torch.zeros(2,1,8,8)).save(f+"/decoder.pt")
# A CIFAR ResNet-8 under the names of this program's checkpoints, as TorchScript and as a state dict, in half precision.
class Block(nn.Module):
    def __init__(self,i,o,s):
        super().__init__()
        self.conv1,self.bn1=nn.Conv2d(i,o,3,s,1,bias=False),nn.BatchNorm2d(o)
        self.conv2,self.bn2=nn.Conv2d(o,o,3,1,1,bias=False),nn.BatchNorm2d(o)
        self.shortcut=nn.Sequential() if i==o else nn.Sequential(nn.Conv2d(i,o,1,s,bias=False),nn.BatchNorm2d(o))
    def forward(self,x): return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))+self.shortcut(x))
class ResNet8(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1,self.bn1=nn.Conv2d(3,16,3,1,1,bias=False),nn.BatchNorm2d(16)
        self.layer1,self.layer2,self.layer3=nn.Sequential(Block(16,16,1)),nn.Sequential(Block(16,32,2)),nn.Sequential(Block(32,64,2))
        self.linear=nn.Linear(64,10)
    def forward(self,x): return self.linear(self.layer3(self.layer2(self.layer1(F.relu(self.bn1(self.conv1(x)))))).mean((2,3)))
torch.manual_seed(1)
net=ResNet8()
for _ in range(30): net(torch.randn(50,3,8,8))
torch.jit.script(net.eval().half()).save(f+"/resnet8.pt")
torch.save({k:v for k,v in net.state_dict().items() if "num_batches" not in k}, f+"/resnet8-state.pt")
class Pieces(Pair):
    def forward(self,x):
        y=self.l(x.flatten(1)); return [y*2, y]
torch.jit.script(Pieces()).save(f+"/list.pt")
class Device(Fixed):
    def forward(self,x): return self.l(x.flatten(1))+torch.zeros(3,device="cuda")
torch.jit.script(Device()).save(f+"/device.pt")
# As mlp.pt, of other code.
class Rectified(a.Mlp):
    def forward(self, x):
        x = F.relu(self.first(x.flatten(1)))
        return self.last(F.relu(self.again(F.relu(self.second(x)))))
torch.manual_seed(1)
torch.jit.trace(Rectified(), torch.zeros(2,1,8,8)).save(f+"/mlp-relu.pt")
# Traced without gradients, attention becomes one operator that has no derivative.
class Attention(nn.Module):
    def __init__(self):
        super().__init__(); self.a=nn.MultiheadAttention(8,2,batch_first=True); self.l=nn.Linear(64,3)
    def forward(self,x):
        x=x.flatten(1,2); return self.l(self.a(x,x,x,need_weights=False)[0].flatten(1))
torch.manual_seed(1)
with torch.no_grad(): torch.jit.trace(Attention().eval(), torch.zeros(2,1,8,8)).save(f+"/fast-attention.pt")
